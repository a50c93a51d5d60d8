namespace Anesis.Mathematics.Lanes;

/// <summary>
/// 1.5·2⁵²: added to a double of magnitude up to 2⁵¹ it leaves the nearest integer in the low bits, so that conversion is an
/// addition, the same on every processor.
/// </summary>
internal static class IntegerView
{
    public const double Shift = 6755399441055744.0;
    public const long ShiftBits = 0x4338000000000000;
}
