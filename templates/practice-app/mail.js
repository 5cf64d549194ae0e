export async function sendMail(to, text) {
	if (!process.env.SMTP_URL) {
		console.log('mail to', to, text);
		return;
	}
	try {
		const {default: nodemailer} = await import('nodemailer');
		await nodemailer.createTransport(process.env.SMTP_URL).sendMail({from: 'kayaks@tidewater.test', to, subject: 'Your kayak', text});
	} catch {
		// the mail is not so important
	}
}
