namespace Anesis.Mathematics;

/// <summary>
/// The elementary functions of the engine, of models, of constant folding and of draws. Each lane's result depends on that lane alone, and is
/// bitwise the same for 1, 2, 4 or 8 lanes, on every processor and at every level of the JIT's optimisation. NaN results are <see cref="double.NaN"/>.
/// </summary>
/// <remarks>
/// <para>Each function has three forms. The one on pointers, <c>Exp&lt;Lanes8&gt;(double* x, double* target)</c>, is for hot code: it reads and writes
/// Count doubles, x and target may be the same, and both should be aligned to 64 bytes (measured on an EPYC with AVX-512: 9 ns for 8 lanes, against
/// 35 ns where the vector is passed by value over an unaligned stack). The forms on lanes, vectors and doubles are for everything else.</para>
/// <para>Stated errors are the largest found against the tables that eng/references.py computes, in units in the last place (ulp).</para>
/// </remarks>
public static partial class Elementary;
