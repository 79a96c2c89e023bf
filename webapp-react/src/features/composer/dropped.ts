import { t } from "../../lib/i18n";

export const holdsFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** What was dropped. A folder has no bytes of its own, and a browser that reads it as a file fails half-way. */
export function filesIn(data: DataTransfer): { name: string; body: File | null }[] {
  return [...data.items].flatMap((item) => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (!file) return [];
    return [{ name: file.name, body: item.webkitGetAsEntry?.()?.isDirectory ? null : file }];
  });
}

/** Office programs put a picture of the text beside the text: then the text is what is meant. */
export function pastedIn(data: DataTransfer, at: Date): File[] {
  if (data.getData("text/plain") !== "") return [];
  return [...data.files].map((file) => (file.name === "image.png" ? renamed(file, at) : file));
}

/** Every browser calls every screenshot the same. */
function renamed(file: File, at: Date): File {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return new File([file], `${t.files.pasted(`${day}-${time}`)}.png`, { type: file.type });
}
