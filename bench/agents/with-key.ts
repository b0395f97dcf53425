import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An address that passes every message on with a key, for clients that cannot send one. */
export type Passage = { url: string; close(): Promise<void> }

/** @param target the whole address that each request is passed on to, whatever path it asks for */
export async function withKey(target: string, key: string): Promise<Passage> {
  const { hostname, port, pathname } = new URL(target)
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming
    const onward = ask(
      {
        ...{ hostname, port, method, path: pathname },
        headers: { ...headers, authorization: `Bearer ${key}` },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', (error) => outgoing.destroy(error))
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
