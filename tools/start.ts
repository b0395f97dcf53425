import { startShop } from '../demo/shop/server.ts'
import { build } from './build.ts'
import { tellOrder } from './demo-shop.ts'
import { DEMO_PORT, endWith, openLocal, printAddresses, type Stop, step } from './local.ts'

const stops: Stop[] = []
const fail = endWith(stops)
try {
  step('building the widget')
  const { bytes } = await build()
  step(`pairwell.js: ${bytes.gzip} bytes gzip`)
  const local = await openLocal({}, stops)
  const { worker, demo } = local
  worker.process.once('close', fail)
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
