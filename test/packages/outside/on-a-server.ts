import { ApiError, type FileBody, Pairwell } from '@pairwell/client'
import { drawArm, orderToken, verifyWebhook } from '@pairwell/server'

// Compiled without the types of browsers: with those of Node, and with those of Workers.
const pairwell = new Pairwell({
  url: 'https://api.example',
  key: 'sk_test',
  fetch: (...all) => fetch(...all),
})

export async function handle(request: Request, file: FileBody): Promise<string> {
  const message = await verifyWebhook('whsec_test', request.headers, await request.text())
  const arm = drawArm({ experiment_id: 'x', arms: [] }, { visitor_id: message.id })?.arm
  for await (const { order_id } of pairwell.list('GET /v1/orders')) await orderToken('tk_test', order_id)
  const { import_id } = await pairwell.upload('orders', file, { signal: AbortSignal.timeout(1_000) })
  const { body } = await pairwell.open('GET /v1/export/{table}', { path: { table: 'orders' } })
  await body?.cancel()
  return await pairwell.imported(import_id).then(
    ({ status }) => `${status} ${arm}`,
    (failure: unknown) => (failure instanceof ApiError ? failure.code : 'unknown'),
  )
}
