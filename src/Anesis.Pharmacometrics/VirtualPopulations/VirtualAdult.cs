using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.VirtualPopulations;

/// <summary>
/// Sizes and blood flows of an adult's organs by published regressions on sex, age, height and weight. Each quantity says its source; what people differ in beyond it is that of <see cref="OrganVariability"/>.
/// Masses are in kg, volumes in L, flows in L/min. Values of ICRP Publication 89 were compared with the code in the supplement of Huisinga 2012, doi 10.1038/psp.2012.3, not with the publication.
/// </summary>
public static class VirtualAdult
{
    private const string Icrp = "ICRP Publication 89 (2002) times (height/176 cm for men, /163 cm for women)^0.75 (as in the R package httk; Willmann 2007, doi 10.1007/s10928-007-9053-5, not read for the exponent)";
    private const string Flows = "share of cardiac output in ICRP Publication 89 (2002)";

    /// <summary>All quantities in order: name, unit, source.</summary>
    public static IReadOnlyList<(string Name, string Unit, string Source)> Quantities { get; } =
    [
        ("bmi", "kg/m2", "weight/height²"),
        ("bsa", "m2", "Mosteller 1987: √(weight·height/3600)"),
        ("lean_mass", "kg", "Janmahasatian 2005, doi 10.2165/00003088-200544100-00004"),
        ("fat_mass", "kg", "weight less lean mass"),
        ("muscle_mass", "kg", "Lee 2000, doi 10.1093/ajcn/72.3.796, for people of BMI below 30, without its term for ancestry"),
        ("blood_volume", "L", "Nadler 1962 (Surgery 51:224)"),
        ("liver_volume", "L", "0.722·BSA^1.176 as in Brussee 2018, doi 10.1007/s11095-018-2458-6; attributed to Johnson 2005, doi 10.1002/lt.20519: not verified at its source"),
        .. Organs.Select(o => (o.Name + "_mass", "kg", o.ByHeight ? Icrp : "ICRP Publication 89 (2002), whatever the height")),
        ("cardiac_output", "L/min", "6.5 L/min (men), 5.9 (women) at 35 years in ICRP Publication 89, by height as organs, 0.5 % less for each year after 25 (assumed; measured: from none to 0.6 % a year)"),
        .. Shares.Select(s => (s.Name + "_flow", "L/min", Flows)),
    ];

    /// <summary>Reference masses of men and women, kg (ICRP 89, tables 2.8); the brain does not follow height.</summary>
    private static (string Name, double Man, double Woman, bool ByHeight)[] Organs =>
    [
        ("brain", 1.45, 1.30, false), ("kidneys", 0.310, 0.275, true), ("spleen", 0.150, 0.130, true), ("pancreas", 0.140, 0.120, true),
        ("lungs", 0.500, 0.420, true), ("stomach", 0.150, 0.140, true), ("small_intestine", 0.650, 0.600, true), ("skin", 3.3, 2.3, true), ("skeleton", 10.5, 7.8, true),
    ];

    /// <summary>Shares of cardiac output, men and women (ICRP 89, table 2.40).</summary>
    private static (string Name, double Man, double Woman)[] Shares =>
    [
        ("liver", 0.255, 0.27), ("hepatic_artery", 0.065, 0.065), ("kidneys", 0.19, 0.17), ("brain", 0.12, 0.12), ("muscle", 0.17, 0.12), ("fat", 0.05, 0.085), ("skin", 0.05, 0.05), ("heart", 0.04, 0.05), ("skeleton", 0.05, 0.05),
    ];

    /// <summary>The quantities of one adult, in the order of <see cref="Quantities"/>.</summary>
    /// <param name="woman">True for a woman.</param>
    /// <param name="age">Years, 18 or more.</param>
    /// <param name="height">cm.</param>
    /// <param name="weight">kg.</param>
    public static double[] Of(bool woman, double age, double height, double weight)
    {
        double metres = height / 100;
        double bmi = weight / (metres * metres);
        double bsa = Math.Sqrt(weight * height / 3600);
        double lean = 9270 * weight / (woman ? 8780 + (244 * bmi) : 6680 + (216 * bmi));
        double muscle = (0.244 * weight) + (7.80 * metres) - (0.098 * age) + (woman ? 0 : 6.6) - 3.3;
        double blood = woman ? (0.3561 * metres * metres * metres) + (0.03308 * weight) + 0.1833 : (0.3669 * metres * metres * metres) + (0.03219 * weight) + 0.6041;
        double scale = Elementary.Pow(height / (woman ? 163 : 176), 0.75);

        // The reference output is that of 35 years: 5 % below that of 25.
        double output = (woman ? 5.9 : 6.5) * scale * 1.05 * (1 - Math.Max(0, 0.005 * (age - 25)));
        return
        [
            bmi, bsa, lean, weight - lean, muscle, blood, 0.722 * Elementary.Pow(bsa, 1.176),
            .. Organs.Select(o => (woman ? o.Woman : o.Man) * (o.ByHeight ? scale : 1)),
            output,
            .. Shares.Select(s => output * (woman ? s.Woman : s.Man)),
        ];
    }
}
