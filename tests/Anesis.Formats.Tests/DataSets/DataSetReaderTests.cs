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

    [Fact]
    public void Comments_marks_quotes_exponents_of_Fortran_and_MDV_of_100_are_understood()
    {
        var read = DataSetReader.Read("\uFEFF\"C\";id;Time;amt;evid;mdv;dv\r\n.;1;0;1.0D+02;1;101;.\r\nC;1;0;x;1;1;.\r\n@ by hand\r\n#;1\r\n.;1;1;.;0;100;\"2,5e0\"\r\n".Replace("2,5", "2.5", StringComparison.Ordinal), "d.csv");
        var records = read.Value!.Individuals.Single().Records;
        records.Select(r => r.Amount).Should().Equal(100, 0);
        records[1].Observed.Should().Be(2.5);
        records.Select(r => r.MissingDependentVariable).Should().Equal(true, false);
    }

    /// <summary>One person, a dose of 100 at 0 and an observation of 2.5 at half an hour, as people keep it.</summary>
    [Theory]
    [InlineData("ID TIME AMT DV\n 1  0   100  .\n 1  0.5 .    2.5\n")]
    [InlineData("ID\tTIME\tAMT\tDV\n1\t0\t100\tNA\n1\t0.5\tNA\t2.5\n")]
    [InlineData("ID;TIME;AMT;DV\r\n1;0;100;\r\n1;0,5;;2,5\r\n")]
    [InlineData("\uFEFFid,time,amt,dv\r\n1,0,100,\r\n1,0.5,,2.5\r\n")]
    [InlineData("#ID,TIME,AMT,DV\n1,0,100,.\n1,0.5,.,2.5\n")]
    [InlineData("# a study\n# of one\nID,TIME,AMT,DV\n# dose\n1,0,100,.\n1,0.5,.,2.5\n")]
    [InlineData("ID,TIME (h),AMT [mg],DV [mg/L]\n1,0,100,.\n1,0.5,.,2.5\n")]
    [InlineData("ID,TIME,AMT,DV\n,h,mg,mg/L\n1,0,100,.\n1,0.5,.,2.5\n")]
    [InlineData("Subject,Time,Amt,conc\n1,0,100,NA\n1,0.5,NA,2.5\n")]
    [InlineData("ID,TIME,AMT,DV\n1,8:30 AM,100,.\n1,9:00 AM,.,2.5\n")]
    [InlineData("ID,TIME,AMT,DV\n1,11:45 AM,100,.\n1,12:15 PM,.,2.5\n")]
    [InlineData("ID,TIME,AMT,DV\n1,2026-11-28T23:45,100,.\n1,2026-11-29 00:15,.,2.5\n")]
    [InlineData("ID,DATE,TIME,AMT,DV\n1,2026-11-28,23:45,100,.\n1,2026-11-29,00:15,.,2.5\n")]
    [InlineData("\"ID\",\"TIME\",\"AMT\",\"DV\",\"NOTE\"\n\"1\",\"0\",\"100\",\".\",\"first, of two\"\n\"1\",\"0.5\",\".\",\"2.5\",\"\"\n")]
    public void One_design_is_read_however_its_file_is_kept(string text)
    {
        var read = DataSetReader.Read(text, "d.csv");
        read.Diagnostics.Should().BeEmpty();
        var records = read.Value!.Individuals.Single().Records;
        records.Select(r => r.Amount).Should().Equal(100, 0);
        records.Select(r => r.Evid).Should().Equal(1, 0);
        records.Select(r => Math.Round(r.Time, 9)).Should().Equal(0, 0.5);
        records[1].Observed.Should().Be(2.5);
        records[0].MissingDependentVariable.Should().BeTrue();
    }

    [Fact]
    public void All_wrong_rows_are_named_at_once()
    {
        var read = DataSetReader.Read("ID,TIME,AMT,EVID,DV,MDV\n1,0,100,9,.,1\n1,5,.,0,abc,0\n1,4,.,0,1,0\n1,6,.,0,1,7\n1,6,.,0,1\n", "d.csv");
        read.Diagnostics.Select(d => (d.Code, d.At.Line)).Should().Equal(("AN0809", 2), ("AN0809", 3), ("AN0807", 4), ("AN0809", 5), ("AN0801", 6));
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
    [InlineData("ID,TIME\n1,13:30 PM\n", "AN0807", 2)]
    [InlineData("ID,TIME,AMT\n1,0,\"0,5\"\n", "AN0809", 2)]
    public void A_wrong_row_is_refused_with_its_line(string text, string code, int line)
    {
        var read = DataSetReader.Read(text, "d.csv");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.At.Line == line && d.At.File == "d.csv");
    }
}
