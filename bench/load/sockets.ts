import { connect, type Socket } from 'node:net'

/** Connections that do nothing, or little, beside which shoppers are answered. */
export type Nuisance = { name: string; count: number; open(host: string, port: number): Socket }

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`

/** A socket whose errors nobody minds: the server may close it at any time. */
function silent(host: string, port: number): Socket {
  const socket = connect({ host, port, allowHalfOpen: true })
  socket.on('error', () => undefined)
  return socket.resume()
}

/** The nuisances, with a path to which bodies may be sent. */
export const nuisances = (path: string): Nuisance[] => [
  { name: 'connections that send nothing', count: 1_000, open: silent },
  {
    name: 'bodies of a byte a second',
    count: 200,
    open: (host, port) => {
      const socket = silent(host, port)
      socket.write(head(path, 10_000))
      const timer = setInterval(() => socket.write('{'), 1_000)
      return socket.once('close', () => clearInterval(timer))
    },
  },
  {
    name: 'requests whose sender closes its half in the middle of the body',
    count: 200,
    open: (host, port) => {
      const socket = silent(host, port)
      socket.end(`${head(path, 10_000)}{"events":`)
      return socket
    },
  },
]
