using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about what initial assignments, rules and events assign to (208xx, 209xx, 212xx).</summary>
internal static class VariableRules
{
    public static void Check(Names names, Findings findings)
    {
        bool level3 = findings.Is(SbmlEdition.L3);
        string expected = level3 ? "a compartment, species, parameter or species reference" : "a compartment, species or parameter";
        foreach (var initial in names.Model.InitialAssignments)
        {
            Exists(initial, initial.Symbol, 20801, "the initial assignment to");
            HasSize(initial, initial.Symbol, 20806);
        }

        foreach (var rule in names.Model.Rules)
        {
            switch (rule)
            {
                case AssignmentRule assignment:
                    Exists(rule, assignment.Variable, 20901, "the assignment rule for");
                    Varies(rule, assignment.Variable, 20903);
                    HasSize(rule, assignment.Variable, 20911);
                    break;
                case RateRule rate:
                    Exists(rule, rate.Variable, 20902, "the rate rule for");
                    Varies(rule, rate.Variable, 20904);
                    HasSize(rule, rate.Variable, 20911);
                    break;
            }
        }

        foreach (var happening in names.Model.Events)
        {
            if (!happening.UseValuesFromTriggerTime && happening.Delay is null)
            {
                findings.Report(21206, happening, "useValuesFromTriggerTime=\"false\" on an event without a delay", "a delay");
            }

            foreach (var assignment in happening.Assignments)
            {
                Exists(assignment, assignment.Variable, 21211, "the event assignment to");
                Varies(assignment, assignment.Variable, 21212);
            }
        }

        void Exists(Element at, string variable, int rule, string what)
        {
            if (variable.Length > 0 && !names.IsVariable(variable, level3))
            {
                findings.Report(rule, at, $"{what} \"{variable}\"", expected + " of the model",
                    Spelling.Nearest(variable, names.Compartments.Keys.Concat(names.Species.Keys).Concat(names.Parameters.Keys).Concat(level3 ? names.References.Keys : [])));
            }
        }

        void Varies(Element at, string variable, int rule)
        {
            if (names.IsVariable(variable, level3) && names.IsConstant(variable) == true)
            {
                findings.Report(rule, at, $"an assignment to \"{variable}\", which is constant", "something with constant=\"false\"");
            }
        }

        void HasSize(Element at, string variable, int rule)
        {
            if (names.Compartments.TryGetValue(variable, out var compartment) && compartment.SpatialDimensions == 0)
            {
                findings.Report(rule, at, $"an assignment to the size of {variable}, which has no dimensions", "a compartment with dimensions");
            }
        }
    }
}
