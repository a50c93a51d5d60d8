using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>
/// A random effect drawn anew for each occasion of a person: variability between occasions. Occasions begin at times (<see cref="Starts"/>, or every so often), or are the values of a data set's column.
/// </summary>
/// <param name="Id">A parameter of the model.</param>
/// <param name="Distribution">Of each occasion's value.</param>
/// <param name="Starts">Texts such as "0 h", "7 d", ascending; empty: by <paramref name="Every"/>.</param>
/// <param name="Every">Such as "7 d"; null: by the starts, or by the column alone.</param>
/// <param name="Column">The data set's column, such as OCC.</param>
/// <param name="Span">Place in the file.</param>
public sealed record OccasionEffect(string Id, Distribution Distribution, ValueList<string> Starts, string? Every, string Column, SourceSpan Span);

/// <summary>A quantity that changes with time in everybody: the person's own value times a factor, or plus an amount, at given times.</summary>
/// <param name="Id">A parameter of the model.</param>
/// <param name="Times">Texts such as "0 d", "28 d", ascending.</param>
/// <param name="Values">What is multiplied or added at each.</param>
/// <param name="Adds">True: added; false: multiplied.</param>
/// <param name="Linear">True: in a straight line between the times; false: each holds to the next.</param>
/// <param name="Span">Place in the file.</param>
public sealed record TimeCourse(string Id, ValueList<string> Times, ValueList<double> Values, bool Adds, bool Linear, SourceSpan Span);
