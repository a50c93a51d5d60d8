using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>Pictures in rows and columns of equal sizes, each in one cell or several.</summary>
public sealed record PictureSheet(int Rows, int Columns, ValueList<SheetCell> Cells)
{
    private const int Gap = 18;
    private const int LeastColumn = 380;
    private const int RowHeight = 270;

    public string? Title { get; init; }

    public string? Note { get; init; }

    internal int Width => Math.Max(760, Columns * LeastColumn);

    /// <summary>The cells' pictures in their sizes, and where each stands in a sheet that begins at <paramref name="top"/>.</summary>
    internal IEnumerable<(Picture Picture, float Left, float Top)> Placed(float top)
    {
        float column = (Width - ((Columns - 1) * Gap)) / (float)Columns;
        foreach (var cell in Cells)
        {
            var sized = cell.Picture with
            {
                Width = (int)((cell.ColumnSpan * column) + ((cell.ColumnSpan - 1) * Gap)),
                Height = (cell.RowSpan * RowHeight) + ((cell.RowSpan - 1) * Gap),
            };
            yield return (sized, (cell.Column - 1) * (column + Gap), top + ((cell.Row - 1) * (RowHeight + Gap)));
        }
    }

    internal int HeightBelow(float top) => (int)Math.Ceiling(top + (Rows * (RowHeight + Gap)));
}

/// <summary>A picture's first row and column, counted from 1, and how many it takes.</summary>
public sealed record SheetCell(Picture Picture, int Row, int Column, int RowSpan = 1, int ColumnSpan = 1);
