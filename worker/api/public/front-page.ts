import { Hono } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { originOf } from '../../http/origin.ts'
import { addressedBy } from '../../http/valid.ts'
import { PAGE_POLICY, pageStyle } from './page-style.ts'

/** GET /: where to go from here. */
export const frontPage = new Hono<App>().get(
  '/',
  describe(
    'A page that leads on',
    { status: 200, type: 'text/html', what: 'Links to what this server offers.' },
    'invalid_input',
  ),
  addressedBy(),
  (c) => {
    return c.html(pageFor(originOf(c)), 200, {
      'Content-Security-Policy': PAGE_POLICY,
      'Cache-Control': 'public, max-age=300',
    })
  },
)

const pageFor = (origin: string) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pairwell</title>
${pageStyle}
</head>
<body>
<h1>Pairwell</h1>
<p>“Goes well with” and “worth the upgrade” for a shop, from its own orders. This server answers its pages.</p>
<h2>For merchants</h2>
<p>Your operator opens a shop and gives you a sign-in link to <a href="/console">the console</a>. There, in this order:</p>
<ol>
<li>Drop the catalogue and the orders on the page, as your shop system exports them.</li>
<li>Look at the suggestions for your own items.</li>
<li>Copy the tag into your theme, and see the first panel arrive:
<pre>&lt;script async src="${origin}/pairwell.js" data-key="pk_…"&gt;&lt;/script&gt;
&lt;pairwell-panel placement="product" item-id="…"&gt;&lt;/pairwell-panel&gt;</pre></li>
</ol>
<h2>For developers</h2>
<ul>
<li><a href="/docs/handbook">The documentation</a>: the handbook, the tag, packages, agents, method, operations</li>
<li><a href="/docs">Every route of the API</a>, with its parameters, answers and errors</li>
<li><a href="/v1/openapi.json">The same as OpenAPI 3.1</a>, for generated clients</li>
<li>Shoppers’ agents ask at <code>/p/pk_…/mcp</code>, merchants’ agents at <code>/v1/mcp</code> (Model Context Protocol)</li>
</ul>
<h2>For operators</h2>
<ul>
<li><a href="/health">Whether the server and its database answer</a></li>
<li>A shop is opened with the operator token: <a href="/docs#postShops"><code>POST /v1/shops</code></a></li>
</ul>
</body>
</html>`
