using System.Text;
using Anesis.Results.Columns;
using Anesis.Results.Tables;
using Anesis.Simulation.Ensembles;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CsCheck;
using ParquetSharp;

namespace Anesis.Results.Tests;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_individuals_have_an_id_first()
    {
        string[] lines = Csv(new MadeUpRun(2, 2), Table(2));
        lines[0].Should().Be("id,time [h],ketamine_venous,systolic");
        lines[1].Should().Be("1,0,133.33333333333334,120");
        lines.Should().HaveCount(5);
    }

    [Fact]
    public void One_individual_has_none_unless_asked()
    {
        Csv(new MadeUpRun(1, 2), Table(1))[0].Should().Be("time [h],ketamine_venous,systolic");
        Csv(new MadeUpRun(1, 2), Table(1) with { ShowIds = true, TimeUnit = null })[0].Should().Be("id,time,ketamine_venous,systolic");
    }

    [Fact]
    public void The_long_shape_has_a_row_for_each_time_and_output()
    {
        string[] lines = Csv(new MadeUpRun(2, 2), Table(2) with { Shape = CsvShape.Long });
        lines[0].Should().Be("id,time [h],output,value");
        lines[2].Should().Be("1,0,systolic,120");
        lines.Should().HaveCount(9);
    }

    [Fact]
    public void Names_and_ids_that_need_quotes_have_them()
    {
        var table = Table(2) with { Ids = IndividualIds.From(["a,b", "c\"d"]), Outputs = [new("f(x, y)"), new("systolic")] };
        string[] lines = Csv(new MadeUpRun(2, 1), table);
        lines[0].Should().Be("id,time [h],\"f(x, y)\",systolic");
        lines[1].Should().StartWith("\"a,b\",0,");
        lines[2].Should().StartWith("\"c\"\"d\",0,");
    }

    [Fact]
    public void Every_double_reads_back_to_the_same_bits()
    {
        var bits = Gen.Double.Array[50];
        Check.Sample(bits, values =>
        {
            var block = new ResultBlock(0, 1, 1, [0, values.Length], new double[values.Length], values, [Outcome.Completed]);
            using var stream = new MemoryStream();
            using (var file = ResultFile.CsvTo(stream, "out", new ResultTable { Outputs = [new("x")], Individuals = 1 }))
            {
                file.Accept(block);
                file.Complete();
            }

            var read = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[1..^1].Select(l => BitConverter.DoubleToInt64Bits(double.Parse(l.Split(',')[1])));
            return read.SequenceEqual(values.Select(v => BitConverter.DoubleToInt64Bits(double.IsNaN(v) ? double.NaN : v)));
        }, iter: 200);
    }

    [Fact]
    public void A_large_csv_has_every_row()
    {
        var run = new MadeUpRun(100, 400);
        Csv(run, Table(100)).Should().HaveCount(40_001);
    }

    [Fact]
    public void An_arrow_file_holds_the_rows_and_the_units()
    {
        var run = new MadeUpRun(3, 5);
        Write(_folder["out.arrow"], run, Table(3));
        using var stream = File.OpenRead(_folder["out.arrow"]);
        using var reader = new ArrowFileReader(stream);
        using var batch = reader.ReadNextRecordBatch();
        batch.Length.Should().Be(15);
        batch.Schema.FieldsList.Select(f => f.Name).Should().Equal("id", "time", "ketamine_venous", "systolic");
        batch.Schema.FieldsList[2].Metadata["unit"].Should().Be("ng/mL");
        ((Int64Array)batch.Column(0)).GetValue(14).Should().Be(3);
        ((DoubleArray)batch.Column(3)).GetValue(14).Should().Be(run.Value(2, 4, 1));
    }

    [Fact]
    public void An_arrow_file_of_no_rows_can_be_read()
    {
        Write(_folder["out.arrow"], new MadeUpRun(1, 0), Table(1));
        using var stream = File.OpenRead(_folder["out.arrow"]);
        using var reader = new ArrowFileReader(stream);
        reader.ReadNextRecordBatch().Should().BeNull();
        reader.Schema.FieldsList.Should().HaveCount(4);
    }

    [Fact]
    public void A_parquet_file_holds_the_rows()
    {
        var run = new MadeUpRun(3, 5);
        Write(_folder["out.parquet"], run, Table(3));
        using var reader = new ParquetFileReader(_folder["out.parquet"]);
        reader.FileMetaData.NumRows.Should().Be(15);
        reader.FileMetaData.NumColumns.Should().Be(4);
    }

    [Fact]
    public void A_file_that_was_not_completed_does_not_appear_and_the_old_one_stays()
    {
        File.WriteAllText(_folder["out.csv"], "old");
        using (var file = ResultFile.Create(_folder["out.csv"], Table(2)).Value!)
        {
            new MadeUpRun(2, 2).Feed(file);
        }

        Directory.EnumerateFiles(_folder.Path).Should().ContainSingle();
        File.ReadAllText(_folder["out.csv"]).Should().Be("old");
    }

    [Fact]
    public void What_cannot_be_written_is_refused_with_its_reason()
    {
        ResultFile.Create(_folder["out.xlsx"], Table(1)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("AN1111");
        ResultFile.Create(_folder["no/such/folder.csv"], Table(1)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("AN1101");
        ResultFile.Create(_folder["out.csv"], Table(1) with { Outputs = [new("id")] }).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("AN1109");
    }

    [Fact]
    public void A_full_disk_stops_standard_output_with_a_diagnostic()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full here");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        using var file = ResultFile.CsvTo(full, "standard output", Table(2));
        file.Invoking(f =>
        {
            new MadeUpRun(2, 2).Feed(f);
            f.Complete();
        }).Should().Throw<ResultWriteException>().Which.Diagnostic.Code.Should().Be("AN1103");
    }

    private static ResultTable Table(int people) => new() { Outputs = MadeUpRun.Outputs, TimeUnit = "h", Individuals = people };

    private static string[] Csv(MadeUpRun run, ResultTable table)
    {
        using var stream = new MemoryStream();
        using var file = ResultFile.CsvTo(stream, "standard output", table);
        run.Feed(file);
        file.Complete();
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
    }

    private static void Write(string path, MadeUpRun run, ResultTable table)
    {
        using var file = ResultFile.Create(path, table).Value!;
        run.Feed(file);
        file.Complete();
    }
}
