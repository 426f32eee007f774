/** One line of the readable log: seconds since the command began, then what happens. */
export const progress = (text) => console.log(`[${(performance.now() / 1000).toFixed(1)} s] ${text}`);
