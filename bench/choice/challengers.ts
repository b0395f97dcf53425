import { hasOwnPackage } from '../own-packages.ts'

/** Learns from rows of features and outcomes 0 or 1; the result predicts probabilities. */
export type Learner = (
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
) => Promise<(rows: readonly (readonly number[])[]) => number[]>

/** The part of ydf-training that is used; the package has no types. */
type Ydf = {
  GradientBoostedTreesLearner: new (
    label: string,
    task: string,
  ) => {
    train(columns: Record<string, (number | string)[]>): {
      predict(columns: Record<string, number[]>): number[]
      getLabelClasses(): string[]
    }
  }
}

/** The parts of TensorFlow.js that are used; only the bench's own packages have its types. */
type Tensor = { dataSync(): Float32Array }
type Core = {
  setBackend(name: string): Promise<boolean>
  tensor2d(rows: number[][]): Tensor
  train: { adam(rate: number): object }
}
type Layers = {
  layers: { dense(options: object): object }
  initializers: { glorotUniform(options: { seed: number }): object }
  sequential(options: { layers: object[] }): {
    compile(options: object): void
    fit(x: Tensor, y: Tensor, options: object): Promise<object>
    predict(x: Tensor): Tensor
  }
}

/** The challengers by name, from packages of the bench, which are installed when they are not there. Undefined without a network. */
export async function challengers(): Promise<Record<string, Learner> | undefined> {
  if (!hasOwnPackage('ydf-training')) return undefined
  return { 'gradient-boosted trees': await trees(), 'neural net': await network() }
}

/** Gradient-boosted trees with the package's own settings: up to 300 trees of depth 6, stopped early by a tenth of the rows. */
async function trees(): Promise<Learner> {
  // By a variable, because the package has no types.
  const name = 'ydf-training'
  const { default: load }: { default(options: object): Promise<Ydf> } = await import(name)
  const silent = () => {}
  const { GradientBoostedTreesLearner } = await load({ print: silent, printErr: silent })
  return async (rows, outcomes) => {
    const learner = new GradientBoostedTreesLearner('label', 'CLASSIFICATION')
    const label = outcomes.map((one) => (one === 1 ? 'yes' : 'no'))
    const model = learner.train({ ...columnsOf(rows), label })
    // For two classes it predicts the probability of the second one.
    const isYes = model.getLabelClasses().at(-1) === 'yes'
    return (asked) => model.predict(columnsOf(asked)).map((one) => (isYes ? one : 1 - one))
  }
}

const columnsOf = (rows: readonly (readonly number[])[]): Record<string, number[]> =>
  Object.fromEntries((rows[0] ?? []).map((_, k) => [`f${k}`, rows.map((row) => row[k] ?? 0)]))

const EPOCHS = 20

/** One hidden layer of 16 on standardised features, Adam, 20 passes; every draw is seeded. */
async function network(): Promise<Learner> {
  const [core, layers, cpu] = ['core', 'layers', 'backend-cpu'].map((part) => `@tensorflow/tfjs-${part}`)
  const tf: Core = await import(core ?? '')
  const { layers: of, sequential, initializers }: Layers = await import(layers ?? '')
  await import(cpu ?? '')
  return async (rows, outcomes) => {
    await tf.setBackend('cpu')
    const scale = scaleOf(rows)
    const start = (seed: number) => initializers.glorotUniform({ seed })
    const model = sequential({
      layers: [
        of.dense({
          units: 16,
          activation: 'tanh',
          inputShape: [rows[0]?.length ?? 1],
          kernelInitializer: start(1),
        }),
        of.dense({ units: 1, activation: 'sigmoid', kernelInitializer: start(2) }),
      ],
    })
    model.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' })
    const [x, y] = [tf.tensor2d(rows.map(scale)), tf.tensor2d(outcomes.map((one) => [one]))]
    await model.fit(x, y, { epochs: EPOCHS, batchSize: 64, shuffle: false, verbose: 0 })
    return (asked) => Array.from(model.predict(tf.tensor2d(asked.map(scale))).dataSync())
  }
}

function scaleOf(rows: readonly (readonly number[])[]): (row: readonly number[]) => number[] {
  const width = rows[0]?.length ?? 0
  const mean = (of: (row: readonly number[]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  const moments = Array.from({ length: width }, (_, k) => {
    const middle = mean((row) => row[k] ?? 0)
    return { middle, deviation: Math.sqrt(mean((row) => ((row[k] ?? 0) - middle) ** 2)) || 1 }
  })
  return (row) => moments.map(({ middle, deviation }, k) => ((row[k] ?? 0) - middle) / deviation)
}
