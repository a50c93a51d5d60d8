using System.Text;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Html;

/// <summary>The style sheet with the type inside and the colours of both themes.</summary>
internal static class ReportStyle
{
    private static readonly Lazy<string> Text = new(Build);

    public static string Css => Text.Value;

    private static string Build()
    {
        var css = new StringBuilder();
        foreach (var (file, weight) in new[] { ("Inter-Regular.subset.woff2", "100 500"), ("Inter-Bold.subset.woff2", "501 900") })
        {
            css.Append("@font-face{font-family:Inter;font-style:normal;font-weight:").Append(weight)
                .Append(";src:url(data:font/woff2;base64,").Append(Convert.ToBase64String(ReportFonts.Bytes(file))).Append(") format(\"woff2\")}");
        }

        css.Append(":root{").Append(Variables(Theme.Light)).Append('}')
            .Append("@media screen and (prefers-color-scheme:dark){:root{").Append(Variables(Theme.Dark)).Append("}}");
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("Anesis.Html.report.css")
            ?? throw new InvalidOperationException("report.css is not in the assembly");
        using var reader = new StreamReader(stream);
        return css.Append('\n').Append(reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal)).ToString();
    }

    private static string Variables(Theme theme) => string.Concat(theme.Roles.Select(r => $"--{r.Role}:{r.Hex};"))
        + (ReferenceEquals(theme, Theme.Light)
            ? "--card:#F6F8FA;--caution:#B3261E;--caution-card:#FDF1F0;--conflict:#8A5A00;--conflict-card:#FFF7E6;--help:#0B6B4F;--help-card:#EDF8F3;"
            : "--card:#1A212B;--caution:#FF8A80;--caution-card:#2A1A1B;--conflict:#F0BE4A;--conflict-card:#2A2415;--help:#5FD3A9;--help-card:#13261F;");
}
