using System.Xml.Linq;
using Anesis.Reports.Pictures;
using SkiaSharp;

namespace Anesis.Reports.Tests;

public sealed class PictureTests
{
    [Fact]
    public void Pictures_are_drawn_for_the_eye()
    {
        string? folder = Environment.GetEnvironmentVariable("ANESIS_PICTURES");
        Assert.SkipWhen(folder is null, "set ANESIS_PICTURES to a folder to look at the pictures");
        foreach (var theme in new[] { Theme.Light, Theme.Dark })
        {
            Save($"single-{theme.Name}", MadeUpPictures.Single(), theme);
            Save($"log-{theme.Name}", MadeUpPictures.Single(logarithmic: true), theme);
            Save($"multiples-{theme.Name}", MadeUpPictures.Multiples(), theme);
            Save($"spaghetti-{theme.Name}", MadeUpPictures.Spaghetti(), theme);
        }

        void Save(string name, Picture picture, Theme theme)
        {
            File.WriteAllBytes(Path.Combine(folder!, name + ".png"), PictureWriter.Png(picture, theme));
            File.WriteAllText(Path.Combine(folder!, name + ".svg"), PictureWriter.Svg(picture, theme));
        }
    }
}
