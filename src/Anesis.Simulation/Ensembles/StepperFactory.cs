using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Ensembles;

/// <summary>Makes the stepper of one worker. <paramref name="beforeEvaluation"/>, when given, is called before each evaluation of f.</summary>
internal delegate LaneStepper StepperFactory(CompiledModel model, EnsembleOptions options, DelayedValues? beforeEvaluation);
