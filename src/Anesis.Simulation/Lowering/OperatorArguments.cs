using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>How many arguments each operator takes.</summary>
internal static class OperatorArguments
{
    public static bool Allows(Operator op, int count)
    {
        (int least, int most) = Range(op);
        return count >= least && count <= most && !(op is Operator.DrawNormal or Operator.DrawLogNormal or Operator.DrawGamma or Operator.DrawBinomial && count == 3)
            && !(op is Operator.DrawExponential or Operator.DrawPoisson or Operator.DrawChiSquare or Operator.DrawRayleigh && count == 2);
    }

    public static string Expected(Operator op)
    {
        (int least, int most) = Range(op);
        return most == int.MaxValue ? $"{least} or more" : least == most ? $"{least}" : $"{least} to {most}";
    }

    private static (int Least, int Most) Range(Operator op) => op switch
    {
        Operator.Plus or Operator.Times or Operator.And or Operator.Or or Operator.Xor => (0, int.MaxValue),
        Operator.Min or Operator.Max => (1, int.MaxValue),
        Operator.Equal or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => (1, int.MaxValue),
        Operator.Minus => (1, 2),
        Operator.Divide or Operator.Power or Operator.Root or Operator.Log or Operator.Rem or Operator.Quotient or Operator.NotEqual
            or Operator.Implies or Operator.Delay or Operator.DrawUniform => (2, 2),
        Operator.DrawNormal or Operator.DrawLogNormal or Operator.DrawGamma or Operator.DrawBinomial => (2, 4),
        Operator.DrawCauchy or Operator.DrawLaplace => (1, 4),
        Operator.DrawChiSquare or Operator.DrawExponential or Operator.DrawPoisson or Operator.DrawRayleigh => (1, 3),
        _ => (1, 1),
    };
}
