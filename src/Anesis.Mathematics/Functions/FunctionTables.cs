using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Anesis.Mathematics;

/// <summary>Tables of sixteen doubles for <see cref="Lanes.ILanes{TSelf}.Lookup"/>. They lie in the program's image, which doesn't move.</summary>
internal static unsafe class FunctionTables
{
    /// <summary>About one over the middle of each interval of [45/64, 45/32), a sixteenth of an octave by mantissa bits each; 1 for the one about 1.</summary>
    public static double* Reciprocals
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(
        [
            1.3916015625, 1.3330078125, 1.2802734375, 1.23046875, 1.185546875, 1.142578125, 1.103515625, 1.06640625,
            1.0322265625, 1.0, 0.94140625, 0.888671875, 0.841796875, 0.7998046875, 0.76171875, 0.7275390625,
        ]);
    }

    /// <summary>Minus the logarithms of <see cref="Reciprocals"/>, to whole numbers of 2⁻⁴².</summary>
    public static double* LogarithmsHigh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(
        [
            -0.33045528710340477, -0.28743790201951924, -0.24707367816426995, -0.20739519434596332, -0.1702041660200848, -0.13328722219239353, -0.0985011061068235, -0.06429435070549516,
            -0.03171818027067275, 0.0, 0.060380510988807146, 0.11802720608852724, 0.172216534935842, 0.2233877217463487, 0.2721778859158803, 0.3180875872199067,
        ]);
    }

    /// <summary>What <see cref="LogarithmsHigh"/> leaves.</summary>
    public static double* LogarithmsLow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(
        [
            1.0696475387258266e-13, -8.777052447805795e-14, 2.3201736484875263e-14, -1.0726867577289733e-13, 9.433537664581756e-14, 4.4819840726013836e-14, -1.0965899689943145e-13, 9.790518511990216e-14,
            -1.117930281017946e-13, 0.0, 1.0033424888676119e-13, 3.013227959910772e-14, -8.199467511461324e-14, 3.498161122982022e-14, -6.465103064005256e-14, -1.313034496619672e-14,
        ]);
    }

    /// <summary>2^(j/16), rounded.</summary>
    public static double* Powers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(
        [
            1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916, 1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927,
            1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543, 1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
        ]);
    }

    /// <summary>What <see cref="Powers"/> leaves, as a share of it.</summary>
    public static double* PowersLow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(
        [
            0.0, 8.189317638195514e-17, -2.7939114859515733e-17, 7.826573258636075e-17, 3.3484623336251524e-17, 3.7508542013031266e-17, 1.9572585293112036e-17, 5.68648095791174e-17,
            -6.835808657661923e-17, -2.3591094770850053e-17, 5.1548301170786783e-17, 1.5341410053603723e-17, 4.875160526227061e-17, 1.685487290628973e-17, 1.790126907604513e-17, -5.5450656186394274e-17,
        ]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* At(ReadOnlySpan<double> image) => (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(image));
}
