import { manyCustomers } from './allocate/many-customers.ts'
import { nearOptimum } from './allocate/near-optimum.ts'

/** Waves of each of five kinds. */
const WAVES = Number(process.env.WAVES ?? 40)

console.log(`Simulated waves with skewed values: log-normal margins of offers, tastes of customers, and a rest; the cost of an option is that of its channel plus a tenth of its value, so costs and values are correlated. Each
customer has every offer, on one channel.

## Beside the optimum

2,000 customers, 20 offers, three channels, two segments with a minimum: six limits over all, and with stocks 26. The reference is the linear relaxation by HiGHS, in which customers may be divided; no plan is worth more. What decisions use is counted again from them.
`)
await nearOptimum(WAVES)

console.log(`
## Many customers

40 offers, four channels, stocks of each offer, two minimums. Seconds without those of making the customers, on a machine that others used as well.
`)
await manyCustomers([250_000, 500_000, 1_000_000])
