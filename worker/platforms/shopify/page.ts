/** The app's page inside Shopify's admin. Its script asks for a session token, so the page itself holds nothing of the store. */
export const appPage = (client_id: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="shopify-api-key" content="${client_id.replace(/[^\w-]/g, '')}">
    <title>Pairwell</title>
    <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>
    <script type="module" src="/shopify/page.js"></script>
    <link rel="stylesheet" href="/shopify/page.css">
  </head>
  <body>
    <h1>Pairwell</h1>
    <p id="state" role="status">…</p>
    <progress id="progress" hidden></progress>
    <ul id="warnings"></ul>
    <p>
      <button id="open" hidden></button>
      <button id="again" hidden></button>
    </p>
  </body>
</html>
`

export const PAGE_STYLE = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 40rem; padding: 0 1rem }
progress { width: 100% }
button { font: inherit; padding: .4rem 1rem; margin-right: .5rem }
`

/** Sources that the page may use: Shopify's App Bridge and its own origin; only the store's admin may frame it. */
export const pagePolicy = (domain: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' https://cdn.shopify.com",
    "style-src 'self'",
    "connect-src 'self' https://*.shopify.com",
    `frame-ancestors https://${domain} https://admin.shopify.com`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

export const PAGE_SCRIPT = `const TEXTS = {
  en: {
    products: 'Fetching your products', relations: 'Fetching related products', orders: 'Fetching your orders',
    done: (s) => s.items + ' products, ' + s.relations + ' relations and ' + s.orders + ' orders are here. New ones arrive by themselves.',
    failed: 'Not everything could be fetched.', open: 'Open Pairwell', again: 'Send everything again',
    refused: (n) => n + ' could not be read; the last one: ',
  },
  de: {
    products: 'Produkte werden geholt', relations: 'Verwandte Produkte werden geholt', orders: 'Bestellungen werden geholt',
    done: (s) => s.items + ' Produkte, ' + s.relations + ' Beziehungen und ' + s.orders + ' Bestellungen sind da. Neue kommen von selbst.',
    failed: 'Nicht alles konnte geholt werden.', open: 'Pairwell öffnen', again: 'Alles noch einmal senden',
    refused: (n) => n + ' konnten nicht gelesen werden; zuletzt: ',
  },
}
const language = new URLSearchParams(location.search).get('locale')?.slice(0, 2)
const t = TEXTS[language] ?? TEXTS.en
const part = (id) => document.getElementById(id)

async function call(path, method = 'POST') {
  const token = await shopify.idToken()
  const response = await fetch('/shopify' + path, { method, headers: { Authorization: 'Bearer ' + token } })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail)
  return answer
}

function show({ install: { sync }, warnings = [] }) {
  const { phase, exported, refused, problem } = sync
  const isRunning = !['done', 'failed'].includes(phase)
  part('state').textContent = phase === 'done' ? t.done(sync) : t[phase] + (isRunning ? ' (' + exported + ')' : '')
  part('progress').hidden = !isRunning
  const notes = [...warnings, ...(problem ? [(refused > 0 ? t.refused(refused) : '') + problem] : [])]
  part('warnings').replaceChildren(...notes.map((text) => Object.assign(document.createElement('li'), { textContent: text })))
  for (const id of ['open', 'again']) Object.assign(part(id), { textContent: t[id], hidden: false })
  if (isRunning) setTimeout(() => act('/session', 'GET'), 5000)
}

async function act(path, method) {
  try {
    show(await call(path, method))
  } catch (refusal) {
    part('state').textContent = refusal.message
  }
}

part('open').addEventListener('click', async () => {
  try {
    open((await call('/sign-in-link')).url, '_blank')
  } catch (refusal) {
    part('state').textContent = refusal.message
  }
})
part('again').addEventListener('click', () => act('/sync'))
act('/session')
`
