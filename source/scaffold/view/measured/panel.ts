type Line = {readonly expr: string; readonly legend: string};
/** What is drawn: a number or lines, what it means, and what to do about it. */
export type Panel = {
	readonly title: string;
	readonly says: string;
	readonly unit: string;
	readonly lines: readonly Line[];
	readonly kind: 'stat' | 'timeseries';
	readonly width: number;
	/** From here on it is red; empty where no number is bad by itself. */
	readonly bad?: number;
};
/** Panels that answer one question. */
export type Row = {readonly title: string; readonly panels: readonly Panel[]};

/** A line of a panel: what Prometheus is asked, and how it is called. */
export const line = (expr: string, legend = ''): Line => ({expr, legend});
/** Lines over time. */
export const drawn = (title: string, says: string, unit: string, lines: readonly Line[], bad?: number): Panel => ({
	...{title, says, unit, lines, kind: 'timeseries', width: 12},
	...(bad !== undefined && {bad}),
});
/** One number. */
export const shown = (title: string, says: string, unit: string, lines: readonly Line[], bad?: number): Panel => ({
	...drawn(title, says, unit, lines, bad),
	...{kind: 'stat', width: 6},
});
/** As much time as one point of the drawing stands for. */
export const range = '[$__rate_interval]';
