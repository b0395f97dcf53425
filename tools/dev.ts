import { type ChildProcess, fork } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { buildForDevelopment, rebuildForDevelopment } from './build.ts'
import type { DevShopMessage } from './dev-shop.ts'
import {
  claim,
  DEMO_PORT,
  endWith,
  type Local,
  openLocal,
  printAddresses,
  STATE,
  type Stop,
  step,
} from './local.ts'
import { INSPECTOR_PORT, startWatchedWorker } from './worker.ts'

// `npm run dev`: what `npm start` runs, brought up to date with every change of a file.

/** Milliseconds in which several changes, such as those of one save, count as one. */
const TOGETHER = 100

/**
 * Runs something after each change of a folder, never twice at a time. A failure is printed: the next change may fix it.
 */
function onChange(folder: string, run: () => Promise<void>): Stop {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = Promise.resolve()
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(run).catch((problem) => console.error(problem))
    }, TOGETHER)
  })
  return async () => {
    clearTimeout(timer)
    watcher.close()
    await running
  }
}

/** The demo shop in a process of its own, so that its code can change. */
function devShop({ worker, demo }: Local) {
  let child: ChildProcess | undefined
  const send = (message: DevShopMessage) => child?.connected && child.send(message)
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise((resolve) => child?.once('close', resolve))
    child.kill()
    await closed
  }
  const restart = async () => {
    await stop()
    child = fork('tools/dev-shop.ts')
    const { publishable_key, secret_key } = demo
    send({ open: { port: DEMO_PORT, api: worker.url, publishable_key, secret_key } })
  }
  return { restart, stop, reload: () => send('reload') }
}

const stops: Stop[] = []
const fail = endWith(stops)
try {
  claim(stops)
  step('building the widget with source maps')
  // In the state folder, which only this server uses: another one in the same checkout must not empty it.
  const assets = join(STATE, 'development-assets')
  await buildForDevelopment(assets)
  let reload = () => {}
  const onReload = () => reload()
  const local = await openLocal((options) => startWatchedWorker({ ...options, assets, onReload }), stops)
  local.worker.ended.then(fail)
  const shop = devShop(local)
  await shop.restart()
  stops.unshift(shop.stop)
  // The Worker reloads by itself when its code or its assets change, and reports it; then the pages reload.
  reload = shop.reload
  // One entry for each folder that needs a build.
  stops.unshift(
    onChange('widget', async () => {
      step('building the widget')
      await rebuildForDevelopment(assets)
    }),
    onChange('console', async () => {
      step('building the console')
      await rebuildForDevelopment(assets)
    }),
    onChange('demo', async () => {
      step('restarting the demo shop')
      await shop.restart()
    }),
  )
  printAddresses(
    local,
    `http://127.0.0.1:${DEMO_PORT}`,
    `\n  Debugger         127.0.0.1:${INSPECTOR_PORT} (the Worker; VS Code: "Worker of npm run dev")
  Changes          widget/ and console/ are built, demo/ restarts, worker/, engine/ and schema/ reload; then the page reloads\n`,
  )
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  await fail()
}
