namespace Anesis.Results.Columns;

/// <summary>One output of a study: its name as asked for, its unit in the spelling shown to people, and what it means. Unknown units are null.</summary>
public sealed record OutputColumn(string Name, string? Unit = null, string? Label = null)
{
    /// <summary>"Label [unit]", as axes and tables show it.</summary>
    public string Heading => Unit is null ? Label ?? Name : $"{Label ?? Name} [{Unit}]";
}
