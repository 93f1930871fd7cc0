// What `archgen ablate report` puts into the page: Tools/Cli/Ablate/Report/Model has the same in C#. All numbers are computed there.

export type State = 'finished' | 'partly' | 'unfinished' | 'failed' | 'waiting';

export interface Report {
  study: string;
  of: string;
  mode: string;
  /** When the last of what is told happened, in UTC. */
  written: string | null;
  members: Record<State, number> & { all: number };
  recipe: { name: string; values: Fact[] } | null;
  data: { name: string; train: number; test: number; classes: number } | null;
  /** The input at which MACs are counted. */
  macsAt: number[] | null;
  /** All axes but the seeds. */
  axes: Axis[];
  seeds: string[];
  variants: Variant[];
  effects: Effect[];
}

export interface Fact { name: string; value: string }

export interface Axis { name: string; kind: string; options: { name: string; label: string }[] }

/** A mean, its sample standard deviation where there are at least two values, and how many there are. */
export interface Spread { mean: number; deviation: number | null; count: number }

/** A combination of options, with its runs over the seeds. */
export interface Variant {
  name: string;
  label: string;
  /** The option taken on each axis, by its place there. */
  choices: number[];
  parameters: number;
  macs: number | null;
  legalInput: string;
  isBase: boolean;
  state: State;
  accuracy: Spread | null;
  /** The difference in accuracy to the base, over the seeds that both have. */
  overBase: Spread | null;
  /** What a finished run took, on average. */
  seconds: number | null;
  onFront: { parameters: boolean; macs: boolean };
  runs: Run[];
  diff: Diff | null;
}

export interface Run {
  member: string;
  seed: string | null;
  state: State;
  epoch: number | null;
  epochs: number | null;
  accuracy: number | null;
  seconds: number | null;
  peakMemoryBytes: number | null;
  error: string | null;
  details: string | null;
  curve: Curve;
}

export type Metric = 'testAccuracy' | 'trainAccuracy' | 'loss' | 'learningRate';

export type Curve = { epoch: number[] } & Record<Metric, (number | null)[]>;

export interface Diff {
  against: string;
  parts: { change: 'added' | 'removed' | 'changed'; path: string; from: string | null; to: string | null; parameters: number | null; macs: number | null }[];
  parameters: number | null;
  macs: number | null;
}

/** What an option does to accuracy beside its axis's first: see Tools/Cli/Ablate/Report/Statistics/AxisEffects.cs. */
export interface Effect {
  axis: number;
  option: number;
  reference: number;
  difference: Spread | null;
  /** True where the spread is over seeds, each seed's pairs averaged first. */
  isOverSeeds: boolean;
  pairs: { from: number; to: number; seed: string | null; difference: number }[];
  parameters: [number, number] | null;
  macs: [number, number] | null;
  /** Why there is no number. */
  reason: string | null;
}

export const report: Report = JSON.parse(document.getElementById('report-data')!.textContent!);
