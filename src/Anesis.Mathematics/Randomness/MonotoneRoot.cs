namespace Anesis.Mathematics.Randomness;

/// <summary>Newton's method on the logarithm of a tail probability, kept between the points known to lie left and right of the root.</summary>
internal static class MonotoneRoot
{
    /// <summary>Both tails at a point, and the density there; all of the same variable.</summary>
    internal delegate (double Lower, double Upper, double Density) Distribution(double t);

    /// <summary>The t whose lower tail is u in (0, 1). The densities here are log-concave, so that the steps from below never overshoot.</summary>
    public static double Solve(Distribution distribution, double u, double start, double longest)
    {
        bool lower = u <= 0.5;
        double target = lower ? u : 1 - u;
        double left = double.NegativeInfinity;
        double right = double.PositiveInfinity;
        double t = start;
        for (int i = 0; i < 200; i++)
        {
            (double below, double above, double density) = distribution(t);
            double tail = lower ? below : above;
            bool isLeft = lower ? below < target : above > target;
            (left, right) = isLeft ? (t, right) : (left, t);
            double step = (lower ? -1 : 1) * Elementary.Log1p((tail - target) / target) * tail / density;
            if (!double.IsFinite(step))
            {
                step = isLeft ? longest : -longest;
            }

            double next = t + Math.Clamp(step, -longest, longest);
            if (next <= left || next >= right)
            {
                next = double.IsInfinity(left) || double.IsInfinity(right) ? next : left + (0.5 * (right - left));
            }

            if (Math.Abs(next - t) <= 1e-15 * Math.Max(1, Math.Abs(t)) || right - left <= 1e-15 * Math.Abs(t))
            {
                return next;
            }

            t = next;
        }

        return t;
    }
}
