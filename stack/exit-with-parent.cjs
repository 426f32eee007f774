/**
 * Preloaded into every process of the stack (`node --require`). The channel to the stack closes when the
 * stack is gone, even by SIGKILL; then this process asks itself to end, and ends in any case soon after.
 */
const PATIENCE_MS = 3_500;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a process alive whose work is done.
process.channel?.unref();
