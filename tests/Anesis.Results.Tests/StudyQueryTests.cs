using Anesis.Modeling.Diagnostics;
using Anesis.Results.Queries;
using Anesis.Results.Studies;

namespace Anesis.Results.Tests;

public sealed class StudyQueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MadeUpRun _run = new(23, 11, SomeFail: true);
    private readonly StudyQuery _query;

    public StudyQueryTests()
    {
        using (var writer = StudyWriter.Create(_folder["it's a study"], _run.Description(), _run.Table).Value!)
        {
            _run.Feed(writer);
            writer.Complete();
        }

        File.WriteAllText(_folder["secret.csv"], "a\n1\n");
        _query = Study.Open(_folder["it's a study"]).Value!.Query().Value!;
    }

    public void Dispose()
    {
        _query.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Results_and_individuals_are_views()
    {
        Rows("select count(*), max(ketamine_venous) from results").Should().ContainSingle().Which.Should().Equal(23L * 11 - 2 * 6, _run.Value(22, 0, 0));
        Rows("select i.weight, r.systolic from results r join individuals i using (id) where time = 0 and id = 5").Should().ContainSingle()
            .Which.Should().Equal(54.0, _run.Value(4, 0, 1));
        Rows("select id from individuals where outcome <> 'completed' order by id").Select(r => r[0]).Should().Equal(4L, 14L);
    }

    [Fact]
    public void Common_table_expressions_windows_and_quantiles_work() =>
        Rows("with late as (select *, row_number() over (partition by id order by time desc) as k from results) select quantile_cont(systolic, 0.5) from late where k = 1")
            .Should().ContainSingle();

    [Theory]
    [InlineData("drop view results")]
    [InlineData("copy results to 'x.csv'")]
    [InlineData("copy (select 1) to 'it''s a study/x.csv'")]
    [InlineData("attach 'x.db'")]
    [InlineData("set threads=2")]
    [InlineData("insert into results values (1)")]
    [InlineData("create table t as select 1")]
    [InlineData("select 1; drop view results")]
    [InlineData("select 1; select 2")]
    [InlineData("pragma version")]
    [InlineData("install httpfs")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public void Anything_but_one_select_is_refused(string sql)
    {
        var refused = _query.Select(sql);
        refused.IsOk.Should().BeFalse();
        refused.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("AN1120");
    }

    [Fact]
    public void Files_outside_the_study_cannot_be_read()
    {
        string folder = _folder["it's a study"].Replace("'", "''", StringComparison.Ordinal);
        foreach (string path in new[] { _folder["secret.csv"], $"{folder}/../secret.csv", "/etc/passwd" })
        {
            var refused = _query.Select($"select * from read_text('{path}')");
            refused.IsOk.Should().BeFalse();
            refused.Diagnostics[0].Code.Should().Be("AN1121");
        }

        Rows($"select count(*) from read_text('{folder}/manifest.json')").Should().ContainSingle().Which.Should().Equal(1L);
    }

    [Fact]
    public void A_misspelt_column_is_said_with_the_nearest()
    {
        var refused = _query.Select("select ketamine_venus from results");
        refused.Diagnostics[0].Code.Should().Be("AN1121");
        refused.Diagnostics[0].ToString().Should().Contain("ketamine_venous");
    }

    [Fact]
    public void A_misspelt_column_is_pointed_at()
    {
        var refused = _query.Select("select id,\n  ketamine_venus\nfrom results").Diagnostics[0];
        refused.At.Should().Be(new SourceSpan("query", 2, 3, 1));
        refused.SourceLine.Should().Be("  ketamine_venus");
        refused.Found.Should().StartWith("Referenced column \"ketamine_venus\" not found").And.NotContain("LINE");
    }

    [Fact]
    public void A_table_that_a_study_does_not_have_is_not_likened_to_tables_of_the_catalogue()
    {
        var refused = _query.Select("select 1 from people").Diagnostics[0];
        refused.Found.Should().Be("Table with name people does not exist!");
        refused.Expected.Should().Contain("results and individuals");
    }

    [Theory]
    [InlineData("drop view results")]
    [InlineData("pragma version")]
    public void What_is_no_select_is_quoted(string sql) => _query.Select(sql).Diagnostics[0].Found.Should().Be($"\"{sql}\"");

    [Fact]
    public void A_query_that_fails_on_its_data_says_so()
    {
        var failed = () =>
        {
            var selected = _query.Select("select cast(id || 'x' as integer) from results");
            if (!selected.IsOk)
            {
                throw new ResultQueryException(selected.Diagnostics[0], new InvalidOperationException());
            }

            using var rows = selected.Value;
            rows.Read().Count();
        };
        failed.Should().Throw<ResultQueryException>().Which.Diagnostic.Code.Should().Be("AN1121");
    }

    [Fact]
    public void Rows_are_written_as_csv_and_json()
    {
        using var text = new StringWriter();
        Write("select 1 as a, 'x,\"y\"' as b, null as c, 0.1+0.2 as d, [1.5, 2] as e", rows => rows.WriteCsv(text));
        text.ToString().Should().Be("a,b,c,d,e\n1,\"x,\"\"y\"\"\",,0.3,\"[1.5, 2.0]\"\n");

        using var json = new MemoryStream();
        Write("select 1 as a, 'x' as b, null as c, true as d, 'nan'::double as e", rows => rows.WriteJson(json));
        System.Text.Encoding.UTF8.GetString(json.ToArray()).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Be("[{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":true,\"e\":null}]");
    }

    [Fact]
    public void A_partial_study_has_its_results_and_no_individuals()
    {
        using (var writer = StudyWriter.Create(_folder["cut"], _run.Description(), _run.Table).Value!)
        {
            _run.Feed(writer, new IndividualRange(0, 10), 5);
        }

        using var query = Study.Open(_folder["cut"]).Value!.Query().Value!;
        using (var rows = query.Select("select count(distinct id) from results").Value!)
        {
            rows.Read().Single()[0].Should().Be(7L);
        }

        query.Select("select * from individuals").Diagnostics[0].Code.Should().Be("AN1121");
    }

    [Fact]
    public void A_study_without_a_part_yet_has_an_empty_view()
    {
        using (StudyWriter.Create(_folder["new"], _run.Description(), _run.Table).Value!)
        {
        }

        using var query = Study.Open(_folder["new"]).Value!.Query().Value!;
        using var rows = query.Select("select id, time, systolic from results").Value!;
        rows.Read().Should().BeEmpty();
    }

    [Fact]
    public void A_missing_part_is_named()
    {
        File.Delete(Path.Combine(_folder["it's a study"], "results", "part-00001.parquet"));
        var refused = Study.Open(_folder["it's a study"]).Value!.Query();
        refused.Diagnostics.Should().ContainSingle().Which.ToString().Should().Contain("part-00001.parquet").And.Contain("AN1106");
    }

    private List<object?[]> Rows(string sql)
    {
        var selected = _query.Select(sql);
        selected.Diagnostics.Should().BeEmpty();
        using var rows = selected.Value!;
        return [.. rows.Read()];
    }

    private void Write(string sql, Action<QueryRows> write)
    {
        using var rows = _query.Select(sql).Value!;
        write(rows);
    }
}
