namespace Anesis.Simulation.Dosing;

/// <summary>
/// Speeds a fixed-point iteration x ← g(x) up by Anderson mixing (type II; Walker and Ni 2011): the next point is the combination of the past
/// images whose combined residual is least. For an affine map of n unknowns it ends after n + 1 images.
/// </summary>
internal sealed class AndersonMixing
{
    private const int Longest = 24;
    private const double Dependent = 1e-9;

    private readonly int size;
    private readonly int depth;
    private readonly double[][] residualSteps;
    private readonly double[][] imageSteps;
    private readonly double[][] basis;
    private readonly double[] coefficients;
    private readonly double[] weights;
    private readonly double[] lastResidual;
    private readonly double[] lastImage;
    private readonly double[] target;
    private int known;
    private bool started;

    public AndersonMixing(int size)
    {
        this.size = size;
        depth = Math.Min(size, Longest);
        residualSteps = Columns();
        imageSteps = Columns();
        basis = Columns();
        coefficients = new double[depth * depth];
        weights = new double[depth];
        lastResidual = new double[size];
        lastImage = new double[size];
        target = new double[size];
    }

    public void Clear()
    {
        known = 0;
        started = false;
    }

    /// <summary>Replaces <paramref name="x"/> by the next point, given its image; <paramref name="scale"/> says what counts as equally large in each unknown.</summary>
    public void Next(Span<double> x, ReadOnlySpan<double> image, ReadOnlySpan<double> scale)
    {
        if (started)
        {
            Remember(x, image);
        }

        for (int i = 0; i < size; i++)
        {
            lastResidual[i] = image[i] - x[i];
            lastImage[i] = image[i];
            target[i] = lastResidual[i] / scale[i];
        }

        started = true;
        int used = Orthogonalize(scale);
        image.CopyTo(x);
        Combine(used, x);
    }

    private void Remember(ReadOnlySpan<double> x, ReadOnlySpan<double> image)
    {
        // The newest stands first.
        (double[] r, double[] g) = (residualSteps[depth - 1], imageSteps[depth - 1]);
        for (int k = depth - 1; k > 0; k--)
        {
            residualSteps[k] = residualSteps[k - 1];
            imageSteps[k] = imageSteps[k - 1];
        }

        (residualSteps[0], imageSteps[0]) = (r, g);
        for (int i = 0; i < size; i++)
        {
            r[i] = image[i] - x[i] - lastResidual[i];
            g[i] = image[i] - lastImage[i];
        }

        known = Math.Min(known + 1, depth);
    }

    /// <summary>Gram–Schmidt, twice, on the scaled residual steps; stops at the first that adds nothing new. Returns how many are used.</summary>
    private int Orthogonalize(ReadOnlySpan<double> scale)
    {
        for (int k = 0; k < known; k++)
        {
            double[] column = basis[k];
            for (int i = 0; i < size; i++)
            {
                column[i] = residualSteps[k][i] / scale[i];
            }

            double before = Norm(column);
            for (int j = 0; j <= k; j++)
            {
                coefficients[(j * depth) + k] = 0;
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < k; j++)
                {
                    double along = Dot(basis[j], column);
                    coefficients[(j * depth) + k] += along;
                    for (int i = 0; i < size; i++)
                    {
                        column[i] -= along * basis[j][i];
                    }
                }
            }

            double norm = Norm(column);
            if (!(norm > Dependent * before))
            {
                return k;
            }

            coefficients[(k * depth) + k] = norm;
            for (int i = 0; i < size; i++)
            {
                column[i] /= norm;
            }
        }

        return known;
    }

    private void Combine(int used, Span<double> x)
    {
        for (int k = used - 1; k >= 0; k--)
        {
            double sum = Dot(basis[k], target);
            for (int j = k + 1; j < used; j++)
            {
                sum -= coefficients[(k * depth) + j] * weights[j];
            }

            weights[k] = sum / coefficients[(k * depth) + k];
        }

        for (int k = 0; k < used; k++)
        {
            for (int i = 0; i < size; i++)
            {
                x[i] -= weights[k] * imageSteps[k][i];
            }
        }
    }

    private double[][] Columns()
    {
        double[][] columns = new double[depth][];
        for (int k = 0; k < depth; k++)
        {
            columns[k] = new double[size];
        }

        return columns;
    }

    private double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}
