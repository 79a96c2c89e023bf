import styles from "./account.module.css";

interface ChoiceProps<T> {
  legend: string;
  name: string;
  chosen: T;
  choices: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
}

export function Choice<T extends string | boolean>({
  legend,
  name,
  chosen,
  choices,
  onChoose,
}: ChoiceProps<T>) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map(([value, words]) => (
        <label key={String(value)} className={styles.choice}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
