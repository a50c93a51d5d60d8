using Anesis.Formats.DataSets;
using Anesis.Tests;

namespace Anesis.Formats.Tests.DataSets;

public sealed class DataSetReaderTests
{
    [Fact]
    public void Every_dosing_case_and_public_data_set_is_read()
    {
        string[] files = [.. Directory.GetFiles(SharedFiles.Find("realworld/dosing"), "*.csv").Where(f => !f.Contains(".expected", StringComparison.Ordinal) && !f.Contains(".nonmem", StringComparison.Ordinal)),
            .. Directory.GetFiles(SharedFiles.Find("realworld/datasets"), "*.csv").Where(f => File.ReadLines(f).First().StartsWith("ID,", StringComparison.OrdinalIgnoreCase))];
        files.Length.Should().BeGreaterThan(92);
        foreach (string file in files)
        {
            var read = DataSetReader.Read(File.ReadAllText(file), Path.GetFileName(file));
            read.IsOk.Should().BeTrue(file + string.Join("\n", read.Diagnostics.Take(3)));
        }
    }

    [Fact]
    public void Clock_times_and_dates_become_hours_from_the_first_record()
    {
        var data = DataSetReader.Read("ID,DATE,TIME,AMT,DV\n1,11/25/2026,8:30,100,.\n1,11/25/2026,9:00:36,.,3\n1,11/26/2026,08:30,.,2\n", "d.csv").Value!;
        data.Individuals.Single().Records.Select(r => Math.Round(r.Time, 6)).Should().Equal(0, 0.51, 24);
        data.ClockTime.Should().BeTrue();
    }

    [Fact]
    public void Without_a_column_EVID_a_record_with_an_amount_is_a_dose()
    {
        var records = DataSetReader.Read("ID,TIME,AMT,DV\n1,0,100,.\n1,1,.,3\n", "d.csv").Value!.Individuals.Single().Records;
        records.Select(r => r.Evid).Should().Equal(1, 0);
    }

    [Theory]
    [InlineData("ID,TIM,AMT\n1,0,3\n", "AN0804", 1)]
    [InlineData("ID,TIME,AMT,EVID\n1,0,3,1\n1,x,0,0\n", "AN0807", 3)]
    [InlineData("ID,TIME,AMT,EVID\n1,0,a,1\n", "AN0809", 2)]
    [InlineData("ID,TIME,AMT,EVID\n1,0,-1,1\n", "AN0805", 2)]
    [InlineData("ID,TIME,AMT,EVID\n1,0,5,0\n", "AN0805", 2)]
    [InlineData("ID,TIME,AMT,EVID\n1,0,5,7\n", "AN0809", 2)]
    [InlineData("ID,TIME,AMT,EVID,RATE\n1,0,5,1,-3\n", "AN0806", 2)]
    [InlineData("ID,TIME,AMT,EVID,ADDL,II\n1,0,5,1,3,0\n", "AN0808", 2)]
    [InlineData("ID,TIME,AMT,EVID,SS,II\n1,0,5,1,1,0\n", "AN0808", 2)]
    [InlineData("ID,TIME,AMT,EVID\n1,2,5,1\n\n1,1,0,0\n", "AN0807", 4)]
    [InlineData("ID,TIME,AMT\n1,0\n", "AN0801", 2)]
    [InlineData("ID,TIME,TIME\n1,0,0\n", "AN0803", 1)]
    [InlineData(",TIME\n1,0\n", "AN0803", 1)]
    [InlineData("ID,TIME\n,0\n", "AN0802", 2)]
    [InlineData("", "AN0800", 1)]
    [InlineData("ID,TIME\n", "AN0800", 1)]
    [InlineData("ID,TIME,AMT,RATE,DUR\n1,0,5,1,1\n", "AN0806", 2)]
    [InlineData("ID,DATE,TIME\n1,13/45/2026,8:00\n", "AN0807", 2)]
    public void A_wrong_row_is_refused_with_its_line(string text, string code, int line)
    {
        var read = DataSetReader.Read(text, "d.csv");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.At.Line == line && d.At.File == "d.csv");
    }
}
