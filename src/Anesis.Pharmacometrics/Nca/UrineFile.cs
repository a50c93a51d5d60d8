using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>Collections of urine from CSV: id (optional), start, end, volume, conc; a header may carry a unit in brackets.</summary>
public static class UrineFile
{
    /// <summary>By id, in the order of the file.</summary>
    public static Checked<IReadOnlyDictionary<string, IReadOnlyList<UrineCollection>>> Read(string text, string name)
    {
        var errors = new List<Diagnostic>();
        var sheet = new NcaSheet(text, name, errors, ["start"], ["end"], ["volume", "vol"], ["conc", "concentration"]);
        var collections = new Dictionary<string, IReadOnlyList<UrineCollection>>(StringComparer.Ordinal);
        foreach (var group in errors.Count > 0 ? [] : sheet.Rows.GroupBy(r => r.Text("id") ?? r.Text("subject") ?? "1"))
        {
            var own = new List<UrineCollection>();
            foreach (var row in group)
            {
                var collection = new UrineCollection(row.Number("start"), row.Number("end"), row.Number("volume", "vol"), row.Concentration("conc", "concentration"));
                if (!(collection.End > collection.Start))
                {
                    row.Error("end", row.Text("end") ?? "no end", "a time after the collection's start");
                }
                else if (!(collection.Volume >= 0))
                {
                    row.Error("volume", row.Text("volume", "vol") ?? "no volume", "a volume of 0 or more");
                }

                own.Add(collection);
            }

            own.Sort((a, b) => a.Start.CompareTo(b.Start));
            collections[group.Key] = own;
        }

        return errors.Count > 0 ? Checked.Refused<IReadOnlyDictionary<string, IReadOnlyList<UrineCollection>>>(errors) : Checked.Ok<IReadOnlyDictionary<string, IReadOnlyList<UrineCollection>>>(collections);
    }
}
