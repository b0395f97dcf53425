import type { Page } from '@playwright/test'
import { lookAt } from '../console/look-at.ts'
import { expect, test } from '../console/server.ts'

type Rpc = { id?: number; method?: string; params?: Record<string, unknown>; result?: unknown }

/** Posts one message as a client that needs no handshake. */
async function ask(url: string, method: string, params: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return (await response.json()).result
}

/**
 * Shows a page of a server as clients with MCP Apps do: in a frame without an origin, with what the tool gave after the handshake. Messages of
 * the frame are collected; calls of tools go to the server.
 */
async function showIn(page: Page, url: string, html: string, result: object): Promise<Rpc[]> {
  const heard: Rpc[] = []
  await page.exposeFunction('hear', async (message: Rpc) => {
    heard.push(message)
    if (message.method === 'ui/initialize') {
      return {
        protocolVersion: '2026-01-26',
        hostInfo: {},
        hostCapabilities: {},
        hostContext: { locale: 'de' },
      }
    }
    return message.method === 'tools/call' ? await ask(url, 'tools/call', message.params ?? {}) : {}
  })
  await page.setContent('<!doctype html><html lang="en"><title>Chat</title><main><h1>Chat</h1></main>')
  await page.evaluate(
    ({ html, result }) => {
      const frame = document.createElement('iframe')
      frame.sandbox.add('allow-scripts')
      frame.title = 'Suggestions'
      frame.style.cssText = 'width:100%;height:100px;border:0'
      frame.srcdoc = html
      addEventListener('message', async ({ source, data }) => {
        if (source !== frame.contentWindow) return
        const answer = await Reflect.get(window, 'hear')(data)
        const post = (message: object) =>
          frame.contentWindow?.postMessage({ jsonrpc: '2.0', ...message }, '*')
        if (data.id !== undefined) post({ id: data.id, result: answer })
        if (data.method === 'ui/notifications/initialized')
          post({ method: 'ui/notifications/tool-result', params: result })
        if (data.method === 'ui/notifications/size-changed') frame.style.height = `${data.params.height}px`
      })
      document.querySelector('main')?.append(frame)
    },
    { html, result },
  )
  return heard
}

test('a client that shows pages shows the suggestions as cards, opens links itself, and hears what was seen', async ({
  server,
  browser,
}) => {
  const shop = await server.sharedShop()
  const url = `${server.api}/p/${shop.publishable_key}/mcp`
  const { contents } = await ask(url, 'resources/read', { uri: 'ui://pairwell/panel' })
  const [{ text, _meta }] = contents
  expect(Buffer.byteLength(text)).toBeLessThan(6_000)
  expect(_meta.ui.csp.resourceDomains).toEqual([server.shop])
  const given = { name: 'get_recommendations', arguments: { item_id: 'house-blend' } }
  const result = await ask(url, 'tools/call', given)
  const page = await browser.newPage()
  const heard = await showIn(page, url, text, result)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('listitem')).toHaveCount(4)
  const [first] = result.structuredContent.items
  const price = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(
    first.price.amount / 100,
  )
  await expect(frame.getByRole('link', { name: first.title })).toContainText(price.replace(/\u00a0/g, ' '))
  await lookAt(page, 'agent-panel')
  await frame.getByRole('link', { name: first.title }).click()
  const calls = () =>
    heard.filter(({ method }) => method === 'tools/call').map(({ params }) => params?.arguments)
  const { recommendation_id, items } = result.structuredContent
  const ids = items.map(({ item_id }: { item_id: string }) => item_id)
  await expect.poll(calls).toEqual([
    { recommendation_id, item_ids: ids, response: 'viewed' },
    { recommendation_id, item_ids: [first.item_id], response: 'opened' },
  ])
  expect(heard.find(({ method }) => method === 'ui/open-link')?.params).toEqual({ url: first.url })
  expect(page.url()).toBe('about:blank')
  await page.close()
})

test('a hostile title is a text, and an empty answer says why', async ({ server, browser }) => {
  const shop = await server.sharedShop()
  const url = `${server.api}/p/${shop.publishable_key}/mcp`
  const { contents } = await ask(url, 'resources/read', { uri: 'ui://pairwell/panel' })
  const page = await browser.newPage()
  const title = "<img src=x onerror=\"parent.postMessage({method:'ran'},'*')\"><script>top.ran=1</script>"
  const hostile = {
    item_id: 'x',
    title,
    url: 'javascript:parent.postMessage({method:"ran"},"*")',
    image_url: 'x" onerror="x',
  }
  const heard = await showIn(page, url, contents[0].text, {
    structuredContent: { recommendation_id: 'r_1', title, items: [hostile] },
  })
  const card = page.frameLocator('iframe').getByRole('listitem')
  await expect(card).toHaveText(title)
  await expect(card.getByRole('link')).toHaveCount(0)
  await card.click()
  expect(heard.filter(({ method }) => method === 'ran')).toEqual([])
  await page.close()
  const other = await browser.newPage()
  const none = await ask(url, 'tools/call', {
    name: 'get_recommendations',
    arguments: { item_id: 'no such item' },
  })
  await showIn(other, url, contents[0].text, none)
  await expect(
    other.frameLocator('iframe').getByText('The shop knows nothing that it could suggest'),
  ).toBeVisible()
  await other.close()
})
