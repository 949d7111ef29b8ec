// Paired measurement: contenders take turns in shuffled rounds, and what counts is the median of the ratios of
// one round, in CPU time, because wall time doubles whenever a neighbour works.

/** @param {Record<string, () => unknown>} contenders - The first is the floor. */
export async function compare(title, contenders, { rounds = 15, milliseconds = 40 } = {}) {
  const names = Object.keys(contenders)
  const [floor] = names
  const counts = {}
  for (const name of names) counts[name] = await calibrate(contenders[name], milliseconds)
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of shuffled(names)) {
      samples[name].push(await timePerCall(contenders[name], counts[name]))
    }
  }
  const rows = names.map((name) => {
    const ratios = samples[name].map((value, index) => value / samples[floor][index])
    return { name, microseconds: median(samples[name]), ratio: median(ratios), ratios }
  })
  print(title, rows)
  return rows
}

/** The same for whole processes: each call returns the CPU microseconds of one. */
export async function compareProcesses(title, contenders, rounds = 9) {
  const names = Object.keys(contenders)
  const [floor] = names
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  for (const name of names) await contenders[name]()
  for (let round = 0; round < rounds; round += 1) {
    for (const name of shuffled(names)) samples[name].push(await contenders[name]())
  }
  const rows = names.map((name) => {
    const ratios = samples[name].map((value, index) => value / samples[floor][index])
    return { name, microseconds: median(samples[name]), ratio: median(ratios), ratios }
  })
  print(title, rows)
  return rows
}

async function calibrate(action, milliseconds) {
  let count = 8
  for (;;) {
    const perCall = await timePerCall(action, count)
    if (perCall * count > milliseconds * 250) return Math.ceil((milliseconds * 1000) / perCall)
    count *= 4
  }
}

async function timePerCall(action, count) {
  const before = process.cpuUsage()
  for (let index = 0; index < count; index += 1) {
    const result = action()
    if (typeof result?.then === 'function') await result
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / count
}

function print(title, rows) {
  console.log(`\n${title}`)
  for (const { name, microseconds, ratio, ratios } of rows) {
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
    console.log(
      `  ${name.padEnd(34)} ${microseconds.toFixed(2).padStart(10)} µs  ×${ratio.toFixed(2)}  (${spread})`,
    )
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function shuffled(values) {
  return values
    .map((value) => ({ value, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value)
}
