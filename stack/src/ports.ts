import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure';

/** A port that a part of the system will listen on. */
export interface PortUse {
  readonly name: string;
  readonly port: number;
  /** The environment variable that chooses another. */
  readonly portSetting: string;
}

/** Whether anyone could listen there now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Throws one Failure that names every port which is in use. What a killed run left behind ends within
 * seconds, so after one the ports are asked again for `patienceMs`.
 */
export async function requireFreePorts(uses: readonly PortUse[], patienceMs = 0): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let busy = await busyPorts(uses);
  while (busy.length > 0 && Date.now() < deadline) {
    await pause(100);
    busy = await busyPorts(uses);
  }
  if (busy.length > 0) throw portsInUse(busy);
}

async function busyPorts(uses: readonly PortUse[]): Promise<PortUse[]> {
  const areFree = await Promise.all(uses.map((use) => isPortFree(use.port)));
  return uses.filter((_, index) => !areFree[index]);
}

const anotherPort = (port: number): number => (port < 65_000 ? port + 100 : port - 100);

function portsInUse(busy: readonly PortUse[]): Failure {
  const named = busy.map((use) => `${use.port} (${use.name})`).join(', ');
  const others = busy.map((use) => `${use.portSetting}=${anotherPort(use.port)}`).join(' ');
  return new Failure(busy.length === 1 ? `Port ${named} is in use.` : `Ports ${named} are in use.`, [
    `Stop what listens there, or choose another: ${others} npm start`,
  ]);
}
