using Anesis.Modeling.Diagnostics;
using Anesis.Results.Columns;
using Anesis.Results.Parquet;
using Anesis.Results.Studies;
using Anesis.Simulation.Ensembles;
using ParquetSharp;

namespace Anesis.Results.Tests;

public sealed class StudyWriterTests : IDisposable
{
    private static readonly FixedClock Clock = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_rows_give_the_same_bytes_however_the_run_was_cut_into_blocks()
    {
        var run = new MadeUpRun(23, 11, SomeFail: true);
        var bytes = new List<string>();
        foreach (int blockSize in new[] { 1, 5, 23 })
        {
            string folder = _folder[$"blocks-{blockSize}"];
            using var writer = Create(folder, run);
            run.Feed(writer, blockSize);
            writer.Complete();
            bytes.Add(string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(f => Path.GetRelativePath(folder, f) + " " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))))));
        }

        bytes.Distinct().Should().ContainSingle();
        bytes[0].Should().Contain("manifest.json").And.Contain("individuals.parquet").And.Contain("results/part-00003.parquet");
    }

    [Fact]
    public void Every_row_comes_back_to_the_bit()
    {
        var run = new MadeUpRun(23, 11, SomeFail: true);
        using (var writer = Create(_folder["study"], run))
        {
            run.Feed(writer);
            writer.Complete();
        }

        var study = Study.Open(_folder["study"]).Value!;
        var rows = study.PartPaths.SelectMany(ReadRows).ToList();
        var expected = Enumerable.Range(0, 23).SelectMany(i => Enumerable.Range(0, run.RowsOf(i))
            .Select(r => (Id: i + 1L, Time: r * 0.25, A: run.Value(i, r, 0), B: run.Value(i, r, 1))));
        rows.Should().Equal(expected);
        study.Manifest.Rows.Should().Be(rows.Count);
        study.Verify().Should().BeEmpty();
    }

    [Fact]
    public void Doubles_are_split_by_byte_and_ids_have_dictionaries()
    {
        var run = new MadeUpRun(7, 11);
        using (var writer = Create(_folder["study"], run))
        {
            run.Feed(writer);
            writer.Complete();
        }

        using var reader = new ParquetFileReader(Path.Combine(_folder["study"], "results", "part-00000.parquet"));
        using var group = reader.RowGroup(0);
        group.MetaData.NumRows.Should().Be(16);
        using var id = group.MetaData.GetColumnChunkMetaData(0);
        using var value = group.MetaData.GetColumnChunkMetaData(2);
        id.Encodings.Should().Contain(Encoding.RleDictionary);
        value.Encodings.Should().Contain(Encoding.ByteStreamSplit).And.NotContain(Encoding.RleDictionary);
        value.Compression.Should().Be(Compression.Zstd);
    }

    [Fact]
    public void The_manifest_says_what_the_study_was_made_from()
    {
        var run = new MadeUpRun(23, 11, SomeFail: true);
        using (var writer = Create(_folder["study"], run))
        {
            run.Feed(writer);
            writer.Complete();
        }

        var manifest = Study.Open(_folder["study"]).Value!.Manifest;
        manifest.Complete.Should().BeTrue();
        manifest.Started.Should().Be(Clock.GetUtcNow());
        manifest.Ended.Should().Be(Clock.GetUtcNow());
        manifest.Seed.Should().Be(ulong.MaxValue - 3);
        manifest.Inputs[0].Text.Should().Be("model person\n  x = 1 # λ \"quoted\"\nend\n");
        manifest.ModelSha256.Should().Be(manifest.Inputs[0].Sha256);
        manifest.Outputs.Should().Equal(MadeUpRun.Outputs);
        manifest.IndividualColumns[0].Kind.Should().Be(IndividualColumnKind.Covariate);
        manifest.Failed.Select(f => f.Id).Should().Equal("4", "14");
        manifest.Failed[0].Sentence.Should().Be("the step became too small at time 1.375; the error is largest in ketamine_venous");
        manifest.Work.Steps.Should().Be(230);
        File.ReadAllText(Path.Combine(_folder["study"], "manifest.json")).Should().Contain("λ").And.Contain("\"kind\": \"covariate\"");
    }

    [Fact]
    public void A_run_that_was_cut_off_leaves_a_partial_study_and_resumes_to_the_same_bytes()
    {
        var run = new MadeUpRun(23, 11, SomeFail: true);
        using (var whole = Create(_folder["whole"], run))
        {
            run.Feed(whole);
            whole.Complete();
        }

        using (var cut = Create(_folder["cut"], run))
        {
            run.Feed(cut, new IndividualRange(0, 17), 5);
        }

        var partial = Study.Open(_folder["cut"]).Value!;
        partial.Manifest.Complete.Should().BeFalse();
        partial.Manifest.Parts.Select(p => p.Part).Should().Equal(0, 1);
        partial.Manifest.Failed.Select(f => f.Index).Should().Equal(3, 13);
        partial.Verify().Should().BeEmpty();
        Directory.EnumerateFiles(_folder["cut"], "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();

        using (var resumed = Create(_folder["cut"], run, ExistingStudy.Resume))
        {
            resumed.Missing.Should().Equal(new IndividualRange(14, 7), new IndividualRange(21, 2));
            foreach (var range in resumed.Missing)
            {
                run.Feed(resumed, range, 3);
            }

            resumed.Complete();
        }

        foreach (string file in new[] { "results/part-00002.parquet", "results/part-00003.parquet", "individuals.parquet" })
        {
            File.ReadAllBytes(Path.Combine(_folder["cut"], file)).Should().Equal(File.ReadAllBytes(Path.Combine(_folder["whole"], file)));
        }

        Study.Open(_folder["cut"]).Value!.Manifest.Failed.Should().Equal(Study.Open(_folder["whole"]).Value!.Manifest.Failed);
    }

    [Fact]
    public void A_part_whose_bytes_changed_is_found_and_computed_again()
    {
        var run = new MadeUpRun(23, 11);
        using (var writer = Create(_folder["study"], run))
        {
            run.Feed(writer);
            writer.Complete();
        }

        string part = Path.Combine(_folder["study"], "results", "part-00001.parquet");
        byte[] bytes = File.ReadAllBytes(part);
        bytes[100] ^= 1;
        File.WriteAllBytes(part, bytes);

        Study.Open(_folder["study"]).Value!.Verify().Should().ContainSingle().Which.Code.Should().Be("AN1107");
        using var resumed = Create(_folder["study"], run, ExistingStudy.Resume);
        resumed.Missing.Should().Equal(new IndividualRange(7, 7));
    }

    [Fact]
    public void A_complete_study_resumes_with_nothing_to_do_and_stays_as_it_is()
    {
        var run = new MadeUpRun(9, 4);
        using (var writer = Create(_folder["study"], run))
        {
            run.Feed(writer);
            writer.Complete();
        }

        byte[] before = File.ReadAllBytes(Path.Combine(_folder["study"], "manifest.json"));
        using var resumed = Create(_folder["study"], run, ExistingStudy.Resume);
        resumed.Missing.Should().BeEmpty();
        resumed.Manifest.Complete.Should().BeTrue();
        File.ReadAllBytes(Path.Combine(_folder["study"], "manifest.json")).Should().Equal(before);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused()
    {
        File.WriteAllText(_folder["notes.txt"], "mine");
        Refusal(_folder.Path, new MadeUpRun(3, 3)).Code.Should().Be("AN1102");
        Refusal(_folder.Path, new MadeUpRun(3, 3), ExistingStudy.Resume).Code.Should().Be("AN1104");
    }

    [Fact]
    public void What_a_run_leaves_that_was_killed_at_once_is_no_obstacle()
    {
        Directory.CreateDirectory(_folder["study"]);
        File.WriteAllText(Path.Combine(_folder["study"], "writing.lock"), "");
        File.WriteAllText(Path.Combine(_folder["study"], "manifest.json.tmp"), "{");
        using var writer = Create(_folder["study"], new MadeUpRun(3, 3));
        writer.Missing.Should().ContainSingle();
    }

    [Fact]
    public void A_run_killed_amid_a_part_resumes_over_its_remains()
    {
        var run = new MadeUpRun(23, 11);
        using (var cut = Create(_folder["cut"], run))
        {
            run.Feed(cut, new IndividualRange(0, 10), 5);
        }

        File.WriteAllText(Path.Combine(_folder["cut"], "results", "part-00001.parquet.tmp"), "half");
        File.WriteAllText(Path.Combine(_folder["cut"], "results", "part-00002.parquet"), "sealed, but the manifest does not name it");
        using var resumed = Create(_folder["cut"], run, ExistingStudy.Resume);
        foreach (var range in resumed.Missing)
        {
            run.Feed(resumed, range, 4);
        }

        resumed.Complete();
        Study.Open(_folder["cut"]).Value!.Verify().Should().BeEmpty();
        Directory.EnumerateFiles(_folder["cut"], "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Another_study_is_not_resumed()
    {
        using (var writer = Create(_folder["study"], new MadeUpRun(9, 4)))
        {
        }

        var refusal = Refusal(_folder["study"], new MadeUpRun(10, 4), ExistingStudy.Resume);
        refusal.Code.Should().Be("AN1108");
        refusal.Found.Should().Contain("number of people (9)");
    }

    [Fact]
    public void Two_runs_do_not_write_one_study()
    {
        using var writer = Create(_folder["study"], new MadeUpRun(9, 4));
        Refusal(_folder["study"], new MadeUpRun(9, 4), ExistingStudy.Resume).Code.Should().Be("AN1110");
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_plainly()
    {
        File.WriteAllText(_folder["file"], "");
        Refusal(Path.Combine(_folder["file"], "study"), new MadeUpRun(3, 3)).Code.Should().Be("AN1101");
        Refusal("/proc/anesis", new MadeUpRun(3, 3)).Code.Should().Be("AN1101");
    }

    [Fact]
    public void A_full_disk_is_told_apart_and_leaves_the_parts_that_were_whole()
    {
        var run = new MadeUpRun(400, 200);
        string path = _folder["study"];
        var folder = new StudyFolder(path, name => name.Contains("part-00002", StringComparison.Ordinal) ? new FullDisk(SealedFile.Create(name)) : SealedFile.Create(name));
        using (var writer = StudyWriter.Create(folder, run.Description(100, 4096), run.Table, Clock, ExistingStudy.Refuse).Value!)
        {
            var failure = writer.Invoking(w =>
            {
                run.Feed(w);
                w.Complete();
            }).Should().Throw<ResultWriteException>().Which;
            failure.Diagnostic.Code.Should().Be("AN1103");
            failure.Diagnostic.ToString().Should().Contain("no space left on the disk");
        }

        var study = Study.Open(path).Value!;
        study.Manifest.Complete.Should().BeFalse();
        study.Manifest.Parts.Select(part => part.Part).Should().Contain([0, 1]).And.NotContain(2);
        study.Verify().Should().BeEmpty();
        Directory.EnumerateFiles(path, "*.tmp", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Outputs_that_cannot_be_told_apart_are_refused_all_at_once()
    {
        var run = new MadeUpRun(3, 3);
        var description = run.Description() with { Outputs = [new("time"), new("a"), new("a")] };
        var refused = StudyWriter.Create(_folder["study"], description);
        refused.Diagnostics.Select(d => d.Code).Should().Equal("AN1109", "AN1109");
        Directory.Exists(_folder["study"]).Should().BeFalse();
    }

    [Fact]
    public void Output_names_with_brackets_and_dots_keep_their_encoding()
    {
        var run = new MadeUpRun(3, 3);
        using (var writer = StudyWriter.Create(_folder["study"], run.Description() with { Outputs = [new("[S.x]"), new("a.b")] }, run.Table, Clock).Value!)
        {
            run.Feed(writer);
            writer.Complete();
        }

        using var reader = new ParquetFileReader(Study.Open(_folder["study"]).Value!.PartPaths[0]);
        reader.FileMetaData.Schema.Column(2).Name.Should().Be("[S.x]");
        using var group = reader.RowGroup(0);
        using var chunk = group.MetaData.GetColumnChunkMetaData(3);
        chunk.Encodings.Should().Contain(Encoding.ByteStreamSplit);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"format\": 1}")]
    [InlineData("null")]
    public void A_manifest_that_is_none_is_refused(string text)
    {
        File.WriteAllText(_folder["manifest.json"], text);
        Study.Open(_folder.Path).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("AN1105");
    }

    [Fact]
    public void Ids_of_a_data_set_are_kept()
    {
        var run = new MadeUpRun(3, 2);
        using (var writer = StudyWriter.Create(_folder["study"], run.Description() with { Ids = IndividualIds.From(["101", "7", "b"]) }, run.Table, Clock).Value!)
        {
            run.Feed(writer);
            writer.Complete();
        }

        using var query = Study.Open(_folder["study"]).Value!.Query().Value!;
        using var rows = query.Select("select distinct id from results order by id").Value!;
        rows.Read().Select(r => r[0]).Should().Equal("101", "7", "b");
    }

    private static StudyWriter Create(string folder, MadeUpRun run, ExistingStudy existing = ExistingStudy.Refuse)
    {
        var created = StudyWriter.Create(folder, run.Description(), run.Table, Clock, existing);
        created.Diagnostics.Should().BeEmpty();
        return created.Value!;
    }

    private static Diagnostic Refusal(string folder, MadeUpRun run, ExistingStudy existing = ExistingStudy.Refuse)
    {
        var created = StudyWriter.Create(folder, run.Description(), run.Table, Clock, existing);
        created.IsOk.Should().BeFalse();
        return created.Diagnostics.Should().ContainSingle().Which;
    }

    private static IEnumerable<(long Id, double Time, double A, double B)> ReadRows(string path)
    {
        using var reader = new ParquetFileReader(path);
        for (int g = 0; g < reader.FileMetaData.NumRowGroups; g++)
        {
            using var group = reader.RowGroup(g);
            int n = (int)group.MetaData.NumRows;
            long[] ids = group.Column(0).LogicalReader<long>().ReadAll(n);
            double[][] columns = [.. Enumerable.Range(1, 3).Select(c => group.Column(c).LogicalReader<double>().ReadAll(n))];
            for (int i = 0; i < n; i++)
            {
                yield return (ids[i], columns[0][i], columns[1][i], columns[2][i]);
            }
        }
    }

    /// <summary>Takes a thousand bytes, then says what Linux says when the disk is full.</summary>
    private sealed class FullDisk(Stream inner) : Stream
    {
        private long _left = 1000;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            _left -= count;
            if (_left < 0)
            {
                throw new IOException("No space left on device", 28);
            }

            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
