import { startShop } from '../demo/shop/server.ts'
import { build, ownAssets } from './build.ts'
import { tellOrder } from './demo-shop.ts'
import { claim, DEMO_PORT, endWith, openLocal, printAddresses, STATE, type Stop, step } from './local.ts'
import { startWorker } from './worker.ts'

const stops: Stop[] = []
const fail = endWith(stops)
try {
  claim(stops)
  step('building the widget and the console')
  const { bytes, folder } = await build()
  step(`pairwell.js: ${bytes.gzip} bytes gzip`)
  const assets = ownAssets(folder, STATE)
  const local = await openLocal((options) => startWorker({ ...options, assets }), stops)
  const { worker, demo } = local
  worker.ended.then(fail)
  const shop = await startShop({
    ...{ port: DEMO_PORT, api: worker.url, publishableKey: demo.publishable_key },
    tell: tellOrder(worker.url, demo.secret_key),
  })
  stops.unshift(() => shop.close())
  printAddresses(local, shop.url)
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  await fail()
}
