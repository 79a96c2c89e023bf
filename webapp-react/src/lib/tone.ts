const NOTES = [
  { hertz: 660, from: 0 },
  { hertz: 880, from: 0.09 },
];
const LENGTH = 0.28;
const LOUDNESS = 0.12;

/** A short tone of two notes. Before anybody has pressed something on the page, browsers keep it silent. */
export function playTone(): void {
  const audio = new AudioContext();
  const start = audio.currentTime;
  for (const { hertz, from } of NOTES) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(LOUDNESS, start + from);
    volume.gain.exponentialRampToValueAtTime(0.001, start + from + LENGTH);
    note.connect(volume).connect(audio.destination);
    note.start(start + from);
    note.stop(start + from + LENGTH);
  }
  // One that was kept silent is not to be heard later.
  setTimeout(() => void audio.close(), 1_000);
}
