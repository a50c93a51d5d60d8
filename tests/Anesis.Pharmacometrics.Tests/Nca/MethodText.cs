using System.Globalization;
using Anesis.Pharmacometrics.Nca;

namespace Anesis.Pharmacometrics.Tests.Nca;

/// <summary>Translates the reference folder's words for a method into options.</summary>
internal static class MethodText
{
    public static NcaOptions Pknca(string method)
    {
        string[] words = method.Split(' ');
        var options = new NcaOptions
        {
            Start = words.Contains("start=predose+conc0") ? StartRule.AlwaysZero : StartRule.AsMeasured,
            Auc = words[0] switch { "linear" => AucMethod.Linear, "linlog" => AucMethod.LinearUpLogDown, _ => AucMethod.LogAfterTmax },
        };
        foreach (string word in words.Skip(1))
        {
            options = word.Split('=') switch
            {
                ["blq", var blq] => options with { Blq = Blq(blq) },
                ["lz", var rule] => options with { LambdaZ = LambdaZ(rule) },
                ["from", var from] => options with { Interval = (Number(from), options.Interval?.To ?? double.PositiveInfinity) },
                ["to", var to] => options with { Interval = (options.Interval!.Value.From, Number(to)) },
                _ => options,
            };
        }

        return options;
    }

    public static NcaOptions NonCompart(string method)
    {
        string[] words = method.Split(' ');
        var options = new NcaOptions
        {
            Auc = words[0] == "down=Log" ? AucMethod.LinearUpLogDown : AucMethod.Linear,
            Blq = BlqRules.KeepAll,
            C0CountsAsSample = false,
            C0SkipsBlq = true,
            Lag = LagRule.LastZero,
            ZeroAreaWhenAllBlq = false,
            LambdaZ = LambdaZ(words[1]["lz=".Length..]) with { MustFall = false, Cmax = CmaxInSlope.AfterBolus },
        };
        return options;
    }

    private static BlqRules Blq(string text)
    {
        if (text == "beforetmax-k/aftertmax-d")
        {
            return new(BlqRule.Keep, BlqRule.Keep, BlqRule.Drop, AroundTmax: true);
        }

        string[] parts = text.Contains('/', StringComparison.Ordinal) ? text.Split('/') : [.. text.Select(c => c.ToString())];
        BlqRule Rule(string part) => part switch { "k" => BlqRule.Keep, "d" => BlqRule.Drop, _ => BlqRule.Put(Number(part)) };
        return new(Rule(parts[0]), Rule(parts[1]), Rule(parts[2]));
    }

    private static LambdaZRule LambdaZ(string text) => text switch
    {
        "best" => LambdaZRule.Best,
        "best+cmax" => LambdaZRule.Best with { Cmax = CmaxInSlope.Always },
        "best-min4" => LambdaZRule.Best with { MinimumPoints = 4 },
        "best-f0.01" => LambdaZRule.Best with { Tolerance = 0.01 },
        _ => LambdaZRule.Last(int.Parse(text["last".Length..], CultureInfo.InvariantCulture)),
    };

    private static double Number(string text) => text == "Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}
