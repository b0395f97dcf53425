import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { buildWidget, WIDGET_BUDGET } from '../tools/widget.ts'

/** Preact alone, built as the widget is: what the rest of it is measured against. */
async function preactAlone(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { h, render } from 'preact'; render(h('p', null, 'x'), document.body)",
      resolveDir: '.',
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2020',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
const { bytes } = await buildWidget(folder)
rmSync(folder, { recursive: true })
const preact = await preactAlone()
console.log(`| file | raw | gzip | brotli |
|---|---|---|---|
| pairwell.js | ${bytes.raw} | ${bytes.gzip} | ${bytes.brotli} |
| of it Preact, render only | ${preact.length} | ${gzipSync(preact, { level: 9 }).length} | ${brotliCompressSync(preact).length} |

Allowed: ${WIDGET_BUDGET} bytes gzip; the build fails above.`)
