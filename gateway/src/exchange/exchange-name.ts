/** The name of the gateway's own part of the graph. */
export const EXCHANGE = 'exchange';
