import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPhp, type Step } from './a-wordpress.ts'

const RUN = join(import.meta.dirname, '../magento/run.php')

/** Settings of the module as the admin has saved them. */
export const settingsOf = (
  shop: { url: string; publishable_key: string; secret_key: string },
  more: object = {},
): Step => ({
  do: 'settings',
  values: {
    'pairwell/connection/enabled': '1',
    'pairwell/connection/endpoint': `${shop.url}/`,
    'pairwell/connection/publishable_key': shop.publishable_key,
    'pairwell/connection/secret_key': shop.secret_key,
    'pairwell/panels/product': '1',
    'pairwell/panels/upgrade': '1',
    'pairwell/panels/cart': '1',
    ...more,
  },
})

/** A simulated Magento with our module. Its tables outlive each run, which is a process of its own; what changes in the shop does not. */
export class Magento {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pairwell-magento-'))
  private readonly shop: Step

  constructor(shop: { products: number; orders: number }) {
    this.shop = { do: 'shop', ...shop }
  }

  async run(...steps: readonly Step[]): Promise<unknown[]> {
    return (await runPhp(RUN, this.folder, [this.shop, ...steps])).slice(1)
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
