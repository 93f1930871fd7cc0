using Xunit;

// Training draws from the process's one random generator: tests that compare runs can't share it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
