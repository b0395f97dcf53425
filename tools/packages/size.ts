import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { folderOf, type PackageName } from './build.ts'

/** Bytes of a built package in a bundle of esbuild: minified, and gzipped at level 9; without its framework, with its other packages. */
export async function sizeOf(name: PackageName): Promise<{ raw: number; gzip: number }> {
  const { outputFiles } = await build({
    entryPoints: [join(folderOf(name), 'dist/index.js')],
    ...{ bundle: true, minify: true, format: 'esm', write: false, external: ['react', 'vue'] },
  })
  const content = outputFiles[0]?.contents ?? new Uint8Array()
  return { raw: content.length, gzip: gzipSync(content, { level: 9 }).length }
}
