import type { Measured } from './measurement.ts';

const sampleEvery = 50;
const mebibyte = 1024 * 1024;

/** Runs the work once and says what it cost. */
export async function measureWork<W>(run: () => Promise<W>): Promise<Measured<W>> {
  const samples = [process.memoryUsage.rss()];
  const sampling = setInterval(() => samples.push(process.memoryUsage.rss()), sampleEvery);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const work = await run();
  const { user, system } = process.cpuUsage(cpu);
  const wallMs = performance.now() - startedAt;
  clearInterval(sampling);
  samples.sort((a, b) => a - b);
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    // Linux counts it in KiB.
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    medianRssMb: (samples[samples.length >> 1] ?? 0) / mebibyte,
    work,
  };
}
