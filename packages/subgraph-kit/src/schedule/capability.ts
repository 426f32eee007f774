import { setTimeout as wait } from 'node:timers/promises';
import type { StartCapability } from '../server/capability';
import { dutyMetrics } from './duty-metrics';
import { DutyRounds } from './duty-rounds';

/** What the service does each day of itself. */
export const startDuties: StartCapability = async ({ definition, dataSource, clock, metrics, log }) => {
  const { duties = [] } = definition;
  if (duties.length === 0) return {};
  const place = { dataSource, clock };
  const rounds = new DutyRounds({ place, duties, metrics: dutyMetrics(metrics.registry), log });
  rounds.start();
  return {
    stop: (graceMs) => Promise.race([rounds.stop(), wait(graceMs, undefined, { ref: false })]),
  };
};
