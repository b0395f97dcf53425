import type { CustomerData } from '../../../schema/decisions/customer-data.ts'
import { call, Problem } from '../../api/call.ts'

/** The names by which somebody asks. */
export type Names = { customer_email?: string; customer_id?: string }

/** Everything that the shop knows and concludes of whoever has one of these names; two names may be of two people. */
export async function readAbout(names: Names): Promise<CustomerData[]> {
  const handles = new Set<string>()
  for (const [name, value] of Object.entries(names)) {
    const { customer } = await call<{ customer: string }>('/v1/customers/lookup', {
      method: 'POST',
      json: { [name]: value },
    })
    handles.add(customer)
  }
  const found: CustomerData[] = []
  for (const handle of handles) {
    try {
      found.push(await call<CustomerData>(`/v1/customers/${encodeURIComponent(handle)}/data`))
    } catch (thrown) {
      if (!(thrown instanceof Problem && thrown.code === 'no_such_customer')) throw thrown
    }
  }
  return found
}
