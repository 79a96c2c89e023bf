import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">;

interface ButtonProps extends Native {
  look?: "primary" | "quiet" | "danger";
  small?: boolean;
  wide?: boolean;
}

export function Button({ look = "quiet", small, wide, type = "button", ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], small && styles.small, wide && styles.wide];
  return <button {...rest} type={type} className={classes.filter(Boolean).join(" ")} />;
}

interface IconButtonProps extends Native {
  icon: IconName;
  label: string;
  size?: number;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, size, type = "button", ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} className={styles.icon} aria-label={label} title={label}>
      <Icon name={icon} size={size} />
    </button>
  );
}
