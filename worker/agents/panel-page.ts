import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { AppPage } from './server.ts'
import type { CallApi } from './tool.ts'

export const PANEL_URI = 'ui://pairwell/panel'
/** The version of MCP Apps that the page says at the handshake. */
const APPS_VERSION = '2026-01-26'

/**
 * The page that an agent's client shows for get_recommendations, in a frame without any origin. It draws the cards from the result of
 * the tool, which the client hands over, opens links through the client, and reports what was seen and opened.
 * @see https://github.com/modelcontextprotocol/ext-apps specification 2026-01-26
 */
export const panelPage = (pk: string): AppPage => ({
  uri: PANEL_URI,
  name: 'panel',
  description: 'The suggestions of get_recommendations as cards.',
  read: async (api) => ({
    text: PAGE,
    _meta: { ui: { csp: { resourceDomains: await pictureHosts(api, pk) }, prefersBorder: false } },
  }),
})

/** Origins of the pictures of what is bought most: those of the others come from the same. */
async function pictureHosts(api: CallApi, pk: string): Promise<string[]> {
  const { items }: Recommendation = await api(`/p/${pk}/recommendations?placement=agent&limit=24`)
  const urls = items.flatMap(({ image_url }) =>
    image_url !== null && URL.canParse(image_url) ? [new URL(image_url)] : [],
  )
  return [
    ...new Set(urls.filter(({ protocol }) => /^https?:$/.test(protocol)).map(({ origin }) => origin)),
  ].sort()
}

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
  body { margin: 0; padding: 4px }
  h1 { margin: 0 0 12px; font-size: 1.1em }
  ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 16px; margin: 0; padding: 0; list-style: none }
  a { display: flex; flex-direction: column; gap: 4px; height: 100%; color: inherit; text-decoration: none }
  a[href]:hover .name { text-decoration: underline }
  a:focus-visible { outline: 2px solid; outline-offset: 4px }
  img { width: 100%; aspect-ratio: 1; object-fit: contain; background: #8080801a; border-radius: 8px }
  .name { font-weight: 600; overflow-wrap: anywhere }
  .soft { margin: 0; font-size: .875em; opacity: .75 }`

// Every text is set as a text, never as HTML: a title may hold anything.
const SCRIPT = `
  const pending = new Map()
  let last = 0
  const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*')
  const ask = (method, params) => new Promise((resolve) => {
    last += 1
    pending.set(last, resolve)
    send({ id: last, method, params })
  })
  const make = (tag, name, text) => {
    const element = document.createElement(tag)
    if (name) element.className = name
    if (text) element.textContent = text
    return element
  }
  const theme = (context) => {
    if (context && context.theme) document.documentElement.style.colorScheme = context.theme
    if (context && context.locale) document.documentElement.lang = context.locale
  }
  const money = ({ amount, currency, digits = 2 }) => {
    try {
      return new Intl.NumberFormat(document.documentElement.lang || undefined, { style: 'currency', currency }).format(amount / 10 ** digits)
    } catch {
      return amount / 10 ** digits + ' ' + currency
    }
  }
  const report = (shown, items, response) => ask('tools/call', {
    name: 'report_response',
    arguments: { recommendation_id: shown.recommendation_id, item_ids: items.map(({ item_id }) => item_id), response },
  })
  const card = (shown, item) => {
    const link = make('a')
    if (/^https?:/.test(item.url || '')) {
      link.href = item.url
      link.onclick = (event) => {
        event.preventDefault()
        report(shown, [item], 'opened')
        ask('ui/open-link', { url: item.url })
      }
    }
    if (/^https?:/.test(item.image_url || '')) {
      const image = make('img')
      image.alt = ''
      image.onerror = () => image.remove()
      image.src = item.image_url
      link.append(image)
    }
    link.append(make('span', 'name', item.title))
    if (item.price) link.append(make('span', '', money(item.price)))
    for (const text of [item.gain, item.reason, item.disclosure, item.age_limit && item.age_limit + '+']) {
      if (text) link.append(make('p', 'soft', text))
    }
    const row = make('li')
    row.append(link)
    return row
  }
  const draw = (shown) => {
    if (!shown || !Array.isArray(shown.items)) return
    const list = make('ul')
    list.append(...shown.items.map((item) => card(shown, item)))
    document.body.replaceChildren(
      ...(shown.items.length > 0 ? [make('h1', '', shown.title), list] : [make('p', 'soft', shown.not_offered_because)]))
    if (shown.items.length > 0) report(shown, shown.items, 'viewed')
  }
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || !data || data.jsonrpc !== '2.0') return
    if (data.method === undefined) {
      const resolve = pending.get(data.id)
      pending.delete(data.id)
      if (resolve) resolve(data.result || {})
    } else if (data.method === 'ui/notifications/tool-result') draw(data.params && data.params.structuredContent)
    else if (data.method === 'ui/notifications/host-context-changed') theme(data.params)
    else if (data.id !== undefined) send({ id: data.id, result: {} })
  })
  new ResizeObserver(() => send({
    method: 'ui/notifications/size-changed',
    params: { width: document.documentElement.scrollWidth, height: Math.ceil(document.body.getBoundingClientRect().height) },
  })).observe(document.body)
  ask('ui/initialize', {
    appInfo: { name: 'pairwell-panel', version: '1' },
    appCapabilities: {},
    protocolVersion: '${APPS_VERSION}',
  }).then(({ hostContext }) => {
    theme(hostContext)
    send({ method: 'ui/notifications/initialized', params: {} })
  })`

const PAGE = `<!doctype html>
<html lang="">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Suggestions</title><style>${STYLE}
</style></head>
<body><script>${SCRIPT}
</script></body>
</html>`
