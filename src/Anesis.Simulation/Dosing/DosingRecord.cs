namespace Anesis.Simulation.Dosing;

/// <summary>NONMEM's EVID.</summary>
public enum RecordKind
{
    Observation = 0,
    Dose = 1,
    Other = 2,
    Reset = 3,
    ResetAndDose = 4,
}

/// <summary>One record of an individual's history, with NONMEM's meaning (PREDPP). Times are in the model's unit, amounts in its units of substance.</summary>
/// <param name="Time">When; may go back only at a reset.</param>
/// <param name="Kind">EVID.</param>
/// <param name="Target">Index into <c>CompiledModel.Dosing</c>, from 0; −1 when the record names none.</param>
/// <param name="Amount">AMT.</param>
/// <param name="Rate">0 bolus; &gt; 0 infusion; −1 rate modelled; −2 duration modelled.</param>
/// <param name="Interval">II.</param>
/// <param name="Additional">ADDL.</param>
/// <param name="SteadyState">0; 1: the steady state of the implied doses replaces the state; 2: it is added.</param>
/// <param name="SwitchOff">CMT negative on EVID 2: the target is emptied and stays off.</param>
/// <param name="Factor">Index of the free parameter that multiplies the dose, at the moment of the record: the amount of a bolus, the rate of an infusion (whose length stays); −1: none.</param>
public readonly record struct DosingRecord(
    double Time,
    RecordKind Kind,
    int Target = -1,
    double Amount = 0,
    double Rate = 0,
    double Interval = 0,
    int Additional = 0,
    int SteadyState = 0,
    bool SwitchOff = false,
    int Factor = -1);

/// <summary>What a covariate is between records.</summary>
public enum CovariateRule
{
    /// <summary>The next record's value holds from the previous record on (NONMEM).</summary>
    NextObservationCarriedBackward,

    /// <summary>A record's value holds from it on.</summary>
    LastObservationCarriedForward,

    /// <summary>Straight line between records; constant outside.</summary>
    Linear,
}
