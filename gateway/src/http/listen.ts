import type { FastifyInstance } from 'fastify';

/** Opens the door. Throws a sentence that names the variable to change when the port cannot be had. */
export async function listen(server: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await server.listen({ port, host, listenTextResolver: (address) => `gateway ready at ${address}` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Error(`PORT: ${port} on ${host} is already in use.`, { cause: error });
    if (code === 'EACCES') throw new Error(`PORT: ${port} on ${host} may not be used.`, { cause: error });
    throw error;
  }
}
