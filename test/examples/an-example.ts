import { type ChildProcess, spawn } from 'node:child_process'
import { freePort } from '../../tools/worker.ts'

/** A running example. */
export type Example = { url: string; stop: () => Promise<void> }

/**
 * Starts a script of Node as the example's own command does, on a free port, and waits until it answers.
 * @param args of Node, with the port
 * @throws when it ends before it answers; with what it said
 */
export async function startExample(
  args: (port: number) => readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Example> {
  const port = await freePort()
  const child = spawn(process.execPath, args(port), {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)))
  const url = `http://127.0.0.1:${port}`
  const isAnswering = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isAnswering())) {
    if (child.exitCode !== null) throw new Error(`The example ended:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url, stop: () => stopped(child) }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}
